package io.github.tillgram.reconciliation;

import io.github.tillgram.telegram.api.AffiliateInfo;
import io.github.tillgram.telegram.api.StarTransaction;
import io.github.tillgram.telegram.api.TransactionPartner;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A page of Telegram's account, column by column, as a statement takes it. */
record StarPage(List<StarTransaction> transactions) {

  private static final String INVOICE_PAYMENT = "invoice_payment";

  /** What stands for a partner that Telegram does not name. */
  private static final TransactionPartner NOBODY =
      new TransactionPartner("other", null, null, null, null, null, null);

  int size() {
    return transactions.size();
  }

  boolean isEmpty() {
    return transactions.isEmpty();
  }

  String[] directions() {
    return transactions.stream().map(one -> direction(one).name()).toArray(String[]::new);
  }

  String[] ids() {
    return transactions.stream().map(StarTransaction::id).toArray(String[]::new);
  }

  String[] partners() {
    return transactions.stream().map(one -> partner(one).type()).toArray(String[]::new);
  }

  String[] transactionTypes() {
    return transactions.stream().map(one -> transactionType(partner(one))).toArray(String[]::new);
  }

  Long[] amounts() {
    return transactions.stream().map(StarTransaction::amount).toArray(Long[]::new);
  }

  Integer[] nanostars() {
    return transactions.stream().map(one -> orZero(one.nanostarAmount())).toArray(Integer[]::new);
  }

  /** Telegram counts an affiliate's part of a refund below zero; here it has no sign. */
  Long[] affiliateAmounts() {
    return transactions.stream()
        .map(one -> ofAffiliate(one, affiliate -> Math.abs(affiliate.amount())).orElse(0L))
        .toArray(Long[]::new);
  }

  Integer[] affiliateNanostars() {
    return transactions.stream()
        .map(
            one ->
                ofAffiliate(one, affiliate -> Math.abs(orZero(affiliate.nanostarAmount())))
                    .orElse(0))
        .toArray(Integer[]::new);
  }

  String[] payloads() {
    return transactions.stream().map(one -> partner(one).invoicePayload()).toArray(String[]::new);
  }

  /** Seconds since the epoch. */
  Long[] dates() {
    return transactions.stream().map(StarTransaction::date).toArray(Long[]::new);
  }

  private static Direction direction(StarTransaction transaction) {
    return transaction.receiver() == null ? Direction.INCOMING : Direction.OUTGOING;
  }

  private static TransactionPartner partner(StarTransaction transaction) {
    TransactionPartner partner =
        transaction.receiver() == null ? transaction.source() : transaction.receiver();
    return partner == null ? NOBODY : partner;
  }

  /** Servers before Bot API 9.0 do not name the type, but an invoice has a payload. */
  private static String transactionType(TransactionPartner partner) {
    return partner.transactionType() == null && partner.invoicePayload() != null
        ? INVOICE_PAYMENT
        : partner.transactionType();
  }

  private static <T> Optional<T> ofAffiliate(
      StarTransaction transaction, Function<AffiliateInfo, T> part) {
    return Optional.ofNullable(partner(transaction).affiliate()).map(part);
  }

  private static int orZero(Integer nanostars) {
    return nanostars == null ? 0 : nanostars;
  }
}

package io.github.tillgram.invoice;

import java.util.Optional;

/** What others call the money that is looked for. */
public record ChargeNames(
    Optional<String> telegramChargeId,
    Optional<String> providerChargeId,
    Optional<String> apayOrderId) {

  public static final ChargeNames ANY =
      new ChargeNames(Optional.empty(), Optional.empty(), Optional.empty());

  /** A charge of Telegram's is unique for its bot, and a merchant has few of them. */
  private static final String TELEGRAM =
      "botId in (select b.id from Bot b where b.merchantId = :merchantId)"
          + " and telegramChargeId = :telegramChargeId";

  private static final String PROVIDER = "providerChargeId = :providerChargeId";
  private static final String APAY = "apayOrderId = :apayOrderId";
  private static final String OF_ONE_OF_ITS_PAYMENTS =
      "id in (select p.invoiceId from Payment p where p.merchantId = :merchantId and p.%s)";

  Conditions ofPayments(Conditions wanted) {
    return wanted
        .and(TELEGRAM, telegramChargeId)
        .and(PROVIDER, providerChargeId)
        .and(APAY, apayOrderId);
  }

  Conditions ofInvoices(Conditions wanted) {
    return wanted
        .and(
            OF_ONE_OF_ITS_PAYMENTS.formatted(TELEGRAM.replace(" telegram", " p.telegram")),
            telegramChargeId)
        .and(OF_ONE_OF_ITS_PAYMENTS.formatted(PROVIDER), providerChargeId)
        .and(OF_ONE_OF_ITS_PAYMENTS.formatted(APAY), apayOrderId);
  }
}

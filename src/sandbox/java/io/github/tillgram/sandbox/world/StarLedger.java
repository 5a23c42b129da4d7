package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The Stars of one bot. A refund is booked under the id of its payment, as Telegram does. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class StarLedger {
  private static final String INVOICE_PAYMENT = "invoice_payment";
  private static final String PAID_MEDIA_PAYMENT = "paid_media_payment";
  private static final long NANOSTARS = 1_000_000_000;

  private final List<Entry> entries = new ArrayList<>();

  /**
   * One movement of Stars; incoming towards the bot, otherwise away from it.
   *
   * @param payload of an invoice or of paid media
   * @param transactionType of a user; an invoice's payment if there is neither it nor a partner
   * @param partner the other side as the Bot API writes it; null for a user
   */
  public record Entry(
      String id,
      boolean incoming,
      long payerId,
      long amount,
      String payload,
      long date,
      long nanostars,
      String transactionType,
      ObjectNode partner) {

    public Entry {
      transactionType =
          transactionType == null && partner == null ? INVOICE_PAYMENT : transactionType;
    }

    Entry withAmount(long other, long otherNanostars) {
      return new Entry(
          id, incoming, payerId, other, payload, date, otherNanostars, transactionType, partner);
    }

    boolean is(String otherId, boolean otherIncoming) {
      return incoming == otherIncoming && id.equals(otherId);
    }
  }

  public void receive(Charge charge) {
    entries.add(entryOf(charge, true, charge.date()));
  }

  /** Paid media are sold without an invoice, and so without a charge. */
  public void sellMedia(String id, long payerId, PaidMedia media, long date) {
    String payload = media.payload().isEmpty() ? null : media.payload();
    entries.add(
        new Entry(id, true, payerId, media.stars(), payload, date, 0, PAID_MEDIA_PAYMENT, null));
  }

  public void giveBack(Charge charge, long date) {
    entries.add(entryOf(charge, false, date));
  }

  public void add(Entry entry) {
    entries.add(entry);
  }

  /** Whether there was such a movement; Telegram itself forgets none. */
  public boolean drop(String id, boolean incoming) {
    return entries.removeIf(entry -> entry.is(id, incoming));
  }

  public void change(String id, boolean incoming, long amount, long nanostars) {
    UnaryOperator<Entry> change =
        entry -> entry.is(id, incoming) ? entry.withAmount(amount, nanostars) : entry;
    entries.replaceAll(change);
  }

  public boolean isRefunded(String chargeId) {
    return entries.stream().anyMatch(entry -> !entry.incoming() && entry.id().equals(chargeId));
  }

  /** Whole Stars. */
  public long balance() {
    long nanostars = entries.stream().mapToLong(e -> sign(e) * e.nanostars()).sum();
    return entries.stream().mapToLong(e -> sign(e) * e.amount()).sum() + nanostars / NANOSTARS;
  }

  public int size() {
    return entries.size();
  }

  public List<Entry> page(int offset, int limit) {
    int from = Math.min(offset, entries.size());
    return List.copyOf(entries.subList(from, from + Math.min(limit, entries.size() - from)));
  }

  private static int sign(Entry entry) {
    return entry.incoming() ? 1 : -1;
  }

  private static Entry entryOf(Charge charge, boolean incoming, long date) {
    return new Entry(
        charge.telegramChargeId(),
        incoming,
        charge.payerId(),
        charge.amount(),
        charge.payload(),
        date,
        0,
        INVOICE_PAYMENT,
        null);
  }
}

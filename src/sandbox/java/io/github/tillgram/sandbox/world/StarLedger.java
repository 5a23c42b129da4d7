package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The Stars of one bot. A refund is booked under the id of its payment, as Telegram does. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class StarLedger {
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> mediaSales = new TreeSet<>();

  /** One movement of Stars; incoming towards the bot, otherwise back to the payer. */
  public record Entry(
      String id, boolean incoming, long payerId, long amount, String payload, long date) {}

  public void receive(Charge charge) {
    entries.add(entryOf(charge, true, charge.date()));
  }

  /** Paid media are sold without an invoice, and so without a charge. */
  public void sellMedia(String id, long payerId, PaidMedia media, long date) {
    entries.add(new Entry(id, true, payerId, media.stars(), media.payload(), date));
    mediaSales.add(id);
  }

  public boolean isMediaSale(String id) {
    return mediaSales.contains(id);
  }

  public void giveBack(Charge charge, long date) {
    entries.add(entryOf(charge, false, date));
  }

  public boolean isRefunded(String chargeId) {
    return entries.stream().anyMatch(entry -> !entry.incoming() && entry.id().equals(chargeId));
  }

  public long balance() {
    return entries.stream().mapToLong(StarLedger::signed).sum();
  }

  public List<Entry> page(int offset, int limit) {
    return entries.stream().skip(offset).limit(limit).toList();
  }

  private static long signed(Entry entry) {
    return entry.incoming() ? entry.amount() : -entry.amount();
  }

  private static Entry entryOf(Charge charge, boolean incoming, long date) {
    return new Entry(
        charge.telegramChargeId(),
        incoming,
        charge.payerId(),
        charge.amount(),
        charge.payload(),
        date);
  }
}

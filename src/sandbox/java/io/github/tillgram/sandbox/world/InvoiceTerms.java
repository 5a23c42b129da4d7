package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Everything a bot said about an invoice, including what the payer never sees.
 *
 * @param photo null without one
 * @param providerData for the provider alone; null or empty without any
 */
public record InvoiceTerms(
    String title,
    String description,
    String payload,
    String providerToken,
    String currency,
    List<PricePart> prices,
    long maxTip,
    List<Long> suggestedTips,
    String startParameter,
    Requested requested,
    Photo photo,
    String providerData,
    int subscriptionPeriod) {

  /** The picture of the goods; a size of 0 was not told. */
  public record Photo(String url, int size, int width, int height) {}

  /** What the payer is asked for, and what of it the provider is told. Stars ask for nothing. */
  public record Requested(
      boolean name,
      boolean phoneNumber,
      boolean email,
      boolean address,
      boolean flexible,
      boolean phoneToProvider,
      boolean emailToProvider) {
    public static Requested nothing() {
      return new Requested(false, false, false, false, false, false, false);
    }
  }

  public boolean isStars() {
    return currency.equals("XTR");
  }

  public long total() {
    return prices.stream().mapToLong(PricePart::amount).sum();
  }

  /** An invoice bound to the chat it was sent to becomes a receipt; others can be paid for ever. */
  public boolean isPayableOnce() {
    return !startParameter.isEmpty();
  }

  /** The Bot API's {@code Invoice}, which leaves out the payload. */
  public ObjectNode wire() {
    return Json.object()
        .put("title", title)
        .put("description", description)
        .put("start_parameter", startParameter)
        .put("currency", currency)
        .put("total_amount", total());
  }
}

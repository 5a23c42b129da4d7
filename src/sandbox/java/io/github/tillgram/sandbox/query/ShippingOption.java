package io.github.tillgram.sandbox.query;

import io.github.tillgram.sandbox.world.PricePart;
import java.util.List;

/** A way of shipping a bot offered. */
public record ShippingOption(String id, String title, List<PricePart> prices) {
  public long total() {
    return prices.stream().mapToLong(PricePart::amount).sum();
  }
}

package io.github.tillgram.invoice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;

/**
 * A way to send the goods, offered when the address and the price of the goods fit.
 *
 * @param countries ISO 3166-1 alpha-2 codes; empty: everywhere
 * @param minTotal offered when the goods cost at least this, in the smallest unit
 * @param maxTotal offered when the goods cost at most this, in the smallest unit
 * @param prices what it costs; sums to more than 0
 */
@RegisterForReflection
public record ShippingOption(
    String id,
    String title,
    Set<String> countries,
    long minTotal,
    long maxTotal,
    List<PriceLine> prices) {

  public ShippingOption {
    countries = Set.copyOf(countries);
    prices = List.copyOf(prices);
  }

  /** Whether it may be offered for goods at this price. */
  public boolean isForTotal(long total) {
    return minTotal <= total && total <= maxTotal;
  }
}

package io.github.tillgram.invoice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an invoice asks for: everything a payer or the provider is told of it.
 *
 * @param required what the payer is asked for
 * @param shared what of it goes to the provider too: PHONE, EMAIL
 * @param providerData for the provider alone
 * @param shipping ways to send the goods; without any the price is not flexible
 * @param subscriptionPeriod seconds between two payments of a Star subscription
 * @param inline whether it is found by inline queries
 * @param paymentSystems those of A-Pay that the payer may choose from, in this order; all of them
 *     without any
 */
public record InvoiceTerms(
    String title,
    String description,
    Optional<Photo> photo,
    String currency,
    List<PriceLine> prices,
    Tip tip,
    Set<ContactData> required,
    Set<ContactData> shared,
    Optional<Map<String, Object>> providerData,
    List<ShippingOption> shipping,
    Optional<Integer> subscriptionPeriod,
    boolean inline,
    List<String> paymentSystems) {

  public boolean isStars() {
    return "XTR".equals(currency);
  }

  /** Whether the final price depends on where the goods go. */
  public boolean isFlexible() {
    return !shipping.isEmpty();
  }
}

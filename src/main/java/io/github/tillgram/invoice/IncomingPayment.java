package io.github.tillgram.invoice;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Money that has moved, as a rail reports it. It is recorded whatever it looks like.
 *
 * @param charge the natural key
 * @param amount as reported, in the smallest unit; may be wrong, zero or negative
 * @param payerId the Telegram user, if the rail knows him
 * @param shippingOptionId the way of shipping the payer chose
 * @param payerLanguage what the payer is to be told of the payment in later, such as {@code ru}
 * @param reportedAt when the rail says it happened
 * @param recurring one of a subscription's payments
 * @param firstRecurring the first of them
 * @param updateId Telegram's update that told of it
 */
public record IncomingPayment(
    UUID merchantId,
    UUID botId,
    String payload,
    String currency,
    long amount,
    Charge charge,
    Optional<Long> payerId,
    Optional<String> shippingOptionId,
    Optional<String> payerLanguage,
    Optional<Map<String, Object>> orderInfo,
    Instant reportedAt,
    boolean recurring,
    boolean firstRecurring,
    Optional<Instant> subscriptionExpiresAt,
    Optional<Long> updateId) {

  /** No user of Telegram has this id, and no reservation. */
  private static final long NOBODY = 0;

  /** The charge, if Telegram made it. */
  Optional<Charge.Telegram> telegramCharge() {
    return charge instanceof Charge.Telegram
        ? Optional.of((Charge.Telegram) charge)
        : Optional.empty();
  }

  /** The order, if A-Pay took it. */
  Optional<Charge.ApayOrder> apayOrder() {
    return charge instanceof Charge.ApayOrder
        ? Optional.of((Charge.ApayOrder) charge)
        : Optional.empty();
  }

  /** Whose reservation of the invoice it uses up. */
  long reservedAs() {
    return apayOrder().map(Charge.ApayOrder::reservedAs).orElseGet(() -> payerId.orElse(NOBODY));
  }

  /** A renewal arrives by itself: new charge, same payload, no pre-checkout. */
  boolean isRenewal() {
    return recurring && !firstRecurring;
  }

  /** Telegram says so of payments by subscription links only; anything else is a plain payment. */
  boolean isOfSubscription(Invoice invoice) {
    return recurring && invoice.terms().subscriptionPeriod().isPresent();
  }
}

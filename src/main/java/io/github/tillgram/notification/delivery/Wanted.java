package io.github.tillgram.notification.delivery;

import io.github.tillgram.event.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of events an endpoint hears of. */
public final class Wanted {

  /** What a merchant hears of unless he names types himself: what his books depend on. */
  public static final List<EventType> USUALLY =
      List.of(
          EventType.INVOICE_CREATED,
          EventType.INVOICE_SENT,
          EventType.INVOICE_CHECKOUT_APPROVED,
          EventType.INVOICE_CHECKOUT_DECLINED,
          EventType.INVOICE_PAID,
          EventType.INVOICE_EXPIRED,
          EventType.INVOICE_CANCELED,
          EventType.PAYMENT_RECEIVED,
          EventType.PAYMENT_HELD,
          EventType.PAYMENT_REFUND_FAILED,
          EventType.PAYMENT_REFUNDED,
          EventType.SUBSCRIPTION_STARTED,
          EventType.SUBSCRIPTION_RENEWED,
          EventType.SUBSCRIPTION_CANCELED,
          EventType.SUBSCRIPTION_FAILED,
          EventType.PAID_MEDIA_PURCHASED,
          EventType.APAY_DEPOSIT_FAILED,
          EventType.ENDPOINT_DISABLED);

  private static final Set<String> USUAL =
      USUALLY.stream().map(EventType::wireName).collect(Collectors.toUnmodifiableSet());

  private final Set<String> types;

  private Wanted(Set<String> types) {
    this.types = types;
  }

  /**
   * @param named {@code null} for the usual ones
   */
  static Wanted of(String[] named) {
    return new Wanted(
        named == null ? USUAL : Arrays.stream(named).collect(Collectors.toUnmodifiableSet()));
  }

  boolean includes(String type) {
    return types.contains(type);
  }

  String[] toArray() {
    return types.toArray(String[]::new);
  }
}

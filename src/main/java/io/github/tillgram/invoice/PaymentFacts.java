package io.github.tillgram.invoice;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the events about a payment tell of it. */
final class PaymentFacts {

  private PaymentFacts() {}

  static Map<String, Object> of(Payment payment) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("paymentId", payment.id());
    facts.put("amount", payment.amount());
    facts.put("currency", payment.currency());
    payment.payerId().ifPresent(payer -> facts.put("payerId", payer));
    payment.telegramChargeId().ifPresent(charge -> facts.put("telegramChargeId", charge));
    payment.apayOrderId().ifPresent(order -> facts.put("apayOrderId", order));
    payment.anomaly().ifPresent(anomaly -> facts.put("anomaly", anomaly));
    return facts;
  }
}

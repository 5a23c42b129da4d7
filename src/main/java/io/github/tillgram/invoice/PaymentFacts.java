package io.github.tillgram.invoice;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the events about a payment tell of it. */
final class PaymentFacts {

  private PaymentFacts() {}

  /** As it came in, by the line of the table that decided about it. */
  static Map<String, Object> received(Payment payment, IncomingPayment incoming) {
    Map<String, Object> facts = of(payment, CreditingRule.of(payment));
    incoming.updateId().ifPresent(update -> facts.put("updateId", update));
    return facts;
  }

  /** As its merchant counts it. */
  static Map<String, Object> accepted(Payment payment) {
    Map<String, Object> facts = of(payment, CreditingRule.ACCEPTED);
    facts.put("accepted", true);
    return facts;
  }

  /** With where its invoice went by it. */
  static Map<String, Object> moving(
      Map<String, Object> facts, InvoiceStatus before, InvoiceStatus after) {
    Map<String, Object> moving = new LinkedHashMap<>(facts);
    moving.put("invoiceStatusBefore", before);
    moving.put("invoiceStatusAfter", after);
    return moving;
  }

  private static Map<String, Object> of(Payment payment, CreditingRule rule) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("paymentId", payment.id());
    facts.put("amount", payment.amount());
    facts.put("currency", payment.currency());
    payment.payerId().ifPresent(payer -> facts.put("payerId", payer));
    payment.telegramChargeId().ifPresent(charge -> facts.put("telegramChargeId", charge));
    payment.providerChargeId().ifPresent(charge -> facts.put("providerChargeId", charge));
    payment.apayOrderId().ifPresent(order -> facts.put("apayOrderId", order));
    facts.put("rule", rule);
    payment.anomaly().ifPresent(anomaly -> facts.put("anomaly", anomaly));
    return facts;
  }
}

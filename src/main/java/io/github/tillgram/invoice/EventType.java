package io.github.tillgram.invoice;

/** What can happen to an invoice or a payment. The wire names are part of our API. */
public enum EventType {
  INVOICE_CREATED("invoice.created"),
  INVOICE_SENT("invoice.sent"),
  INVOICE_NOT_SENT("invoice.not_sent"),
  INVOICE_SEND_OUTCOME_UNKNOWN("invoice.send_outcome_unknown"),
  INVOICE_CHECKOUT_APPROVED("invoice.checkout_approved"),
  INVOICE_CHECKOUT_DECLINED("invoice.checkout_declined"),
  INVOICE_PAID("invoice.paid"),
  INVOICE_EXPIRED("invoice.expired"),
  INVOICE_CANCELED("invoice.canceled"),
  PAYMENT_RECEIVED("payment.received"),
  PAYMENT_HELD("payment.held"),
  PAYMENT_REFUNDED("payment.refunded"),
  RECONCILIATION_DIFFERENCE_FOUND("reconciliation.difference_found"),
  RECONCILIATION_DIFFERENCE_RESOLVED("reconciliation.difference_resolved"),
  PAYER_TOLD("payer.told"),
  PAYER_NOT_TOLD("payer.not_told");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}

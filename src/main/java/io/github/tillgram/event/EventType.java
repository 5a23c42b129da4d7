package io.github.tillgram.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * What can happen to an invoice, a payment, paid media or a bot's webhook, and what people do to
 * what a merchant has. The wire names are part of our API.
 */
public enum EventType {
  INVOICE_CREATED("invoice.created"),
  INVOICE_SENT("invoice.sent"),
  INVOICE_NOT_SENT("invoice.not_sent"),
  INVOICE_SEND_OUTCOME_UNKNOWN("invoice.send_outcome_unknown"),
  INVOICE_LINK_CREATED("invoice.link_created"),
  INVOICE_SHIPPING_OFFERED("invoice.shipping_offered"),
  INVOICE_SHIPPING_REFUSED("invoice.shipping_refused"),
  INVOICE_MESSAGE_DELETED("invoice.message_deleted"),
  INVOICE_MESSAGE_ANSWERED("invoice.message_answered"),
  INVOICE_MESSAGE_LEFT("invoice.message_left"),
  INVOICE_CHECKOUT_APPROVED("invoice.checkout_approved"),
  INVOICE_CHECKOUT_DECLINED("invoice.checkout_declined"),
  INVOICE_PAID("invoice.paid"),
  INVOICE_EXPIRED("invoice.expired"),
  INVOICE_CANCELED("invoice.canceled"),
  PAYMENT_RECEIVED("payment.received"),
  PAYMENT_HELD("payment.held"),
  PAYMENT_REFUND_REQUESTED("payment.refund_requested"),
  PAYMENT_REFUND_FAILED("payment.refund_failed"),
  PAYMENT_REFUNDED("payment.refunded"),
  SUBSCRIPTION_STARTED("subscription.started"),
  SUBSCRIPTION_RENEWED("subscription.renewed"),
  SUBSCRIPTION_CANCELED("subscription.canceled"),
  SUBSCRIPTION_ENABLED("subscription.enabled"),
  SUBSCRIPTION_ACTIVE("subscription.active"),
  SUBSCRIPTION_FAILED("subscription.failed"),
  PAID_MEDIA_PURCHASED("paid_media.purchased"),
  WEBHOOK_DRIFTED("webhook.drifted"),
  WEBHOOK_REPAIRED("webhook.repaired"),
  WEBHOOK_CONTESTED("webhook.contested"),
  WEBHOOK_FAILING("webhook.failing"),
  WEBHOOK_TOKEN_REVOKED("webhook.token_revoked"),
  RECONCILIATION_DIFFERENCE_FOUND("reconciliation.difference_found"),
  RECONCILIATION_DIFFERENCE_RESOLVED("reconciliation.difference_resolved"),
  APAY_PAGE_CREATED("apay.page_created"),
  APAY_PAGE_NOT_CREATED("apay.page_not_created"),
  APAY_DEPOSIT_FAILED("apay.deposit_failed"),
  APAY_DEPOSIT_PARKED("apay.deposit_parked"),
  APAY_DEPOSIT_CONFLICT("apay.deposit_conflict"),
  APAY_DEPOSIT_CONFIRMING("apay.deposit_confirming"),
  APAY_DEPOSIT_UNRESOLVED("apay.deposit_unresolved"),
  APAY_DEPOSIT_SOUGHT("apay.deposit_sought"),
  PAYER_TOLD("payer.told"),
  PAYER_NOT_TOLD("payer.not_told"),
  ENDPOINT_CREATED("endpoint.created"),
  ENDPOINT_CHANGED("endpoint.changed"),
  ENDPOINT_SECRET_ROTATED("endpoint.secret_rotated"),
  ENDPOINT_RECOVERY_ASKED("endpoint.recovery_asked"),
  ENDPOINT_DISABLED("endpoint.disabled"),
  ENDPOINT_DELETED("endpoint.deleted"),
  ENDPOINT_REDELIVERY_ASKED("endpoint.redelivery_asked"),
  MERCHANT_CREATED("merchant.created"),
  API_KEY_CREATED("api_key.created"),
  API_KEY_ROTATED("api_key.rotated"),
  API_KEY_REVOKED("api_key.revoked"),
  API_KEY_EXPIRED("api_key.expired"),
  BOT_CONNECTED("bot.connected"),
  BOT_CHANGED("bot.changed"),
  BOT_TEXTS_CHANGED("bot.texts_changed"),
  APAY_PROJECT_CONNECTED("apay.project_connected"),
  APAY_PROJECT_CHANGED("apay.project_changed"),
  APAY_PROJECT_RETIRED("apay.project_retired"),
  APAY_CONNECT_LINK_CREATED("apay.connect_link_created"),
  PAID_MEDIA_ORDERED("paid_media.ordered"),
  RECONCILIATION_ORDERED("reconciliation.ordered"),
  QUARANTINE_REPLAYED("quarantine.replayed"),
  REENCRYPTION_STARTED("reencryption.started"),
  PAYER_ERASED("payer.erased"),
  EXPORT_TAKEN("export.taken");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The type that is spelled like this. */
  public static Optional<EventType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }

  public String wireName() {
    return wireName;
  }
}

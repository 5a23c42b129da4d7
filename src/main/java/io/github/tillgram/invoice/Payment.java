package io.github.tillgram.invoice;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.tillgram.database.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.ConstructorResult;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** Money that moved: one row per charge, whatever was odd about it. */
@Entity
@Table(name = "payment")
@DynamicUpdate
@SqlResultSetMapping(
    name = Circumstances.MAPPING,
    classes =
        @ConstructorResult(
            targetClass = Circumstances.class,
            columns = {
              @ColumnResult(name = "known_payment", type = UUID.class),
              @ColumnResult(name = "waiting_refund", type = UUID.class),
              @ColumnResult(name = "now", type = Instant.class),
              @ColumnResult(name = "reservation", type = Instant.class),
              @ColumnResult(name = "shipping_price", type = Long.class),
              @ColumnResult(name = "invoice_tip", type = Long.class)
            }))
public class Payment {

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  @Column(name = "invoice_id")
  private UUID invoiceId;

  @Column(nullable = false)
  private String payload;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Rail rail;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private PaymentStatus status;

  @Enumerated(EnumType.STRING)
  @Column(name = "refunding_from")
  private PaymentStatus refundingFrom;

  @Column(name = "refund_reason")
  private String refundReason;

  @Enumerated(EnumType.STRING)
  private Anomaly anomaly;

  @Column(nullable = false)
  private String currency;

  @Column(nullable = false)
  private long amount;

  @Column(nullable = false)
  private long goods;

  @Column(nullable = false)
  private long shipping;

  @Column(nullable = false)
  private long tip;

  @Column(name = "telegram_charge_id")
  private String telegramChargeId;

  @Column(name = "provider_charge_id")
  private String providerChargeId;

  @Column(name = "apay_project_id")
  private UUID apayProjectId;

  @Column(name = "apay_order_id")
  private String apayOrderId;

  @Column(name = "payer_id")
  private Long payerId;

  @Column(name = "shipping_option_id")
  private String shippingOptionId;

  @Column(name = "payer_language")
  private String payerLanguage;

  @Column(name = "order_info")
  private String orderInfo;

  @Column(nullable = false)
  private boolean renewal;

  @Column(name = "subscription_expires_at")
  private Instant subscriptionExpiresAt;

  @Column(name = "subscription_id")
  private UUID subscriptionId;

  @Column(name = "paid_at", nullable = false)
  private Instant paidAt;

  protected Payment() {}

  static Payment record(
      IncomingPayment incoming, Optional<Invoice> invoice, Verdict verdict, Instant paidAt) {
    Payment payment = new Payment();
    payment.id = Ids.next();
    payment.merchantId = incoming.merchantId();
    payment.botId = incoming.botId();
    payment.invoiceId = invoice.map(Invoice::id).orElse(null);
    payment.payload = incoming.payload();
    payment.rail = rail(incoming);
    payment.status = verdict.counted() ? PaymentStatus.COUNTED : PaymentStatus.HELD;
    payment.anomaly = verdict.anomaly().orElse(null);
    payment.currency = incoming.currency();
    payment.amount = incoming.amount();
    payment.goods = verdict.split().goods();
    payment.shipping = verdict.split().shipping();
    payment.tip = verdict.split().tip();
    incoming.telegramCharge().ifPresent(payment::chargedBy);
    incoming.apayOrder().ifPresent(payment::chargedBy);
    payment.payerId = incoming.payerId().orElse(null);
    payment.shippingOptionId = incoming.shippingOptionId().orElse(null);
    payment.payerLanguage = incoming.payerLanguage().orElse(null);
    payment.orderInfo = incoming.orderInfo().map(Json::write).orElse(null);
    payment.renewal = incoming.isRenewal();
    payment.subscriptionExpiresAt = incoming.subscriptionExpiresAt().orElse(null);
    payment.paidAt = paidAt;
    return payment;
  }

  private static Rail rail(IncomingPayment incoming) {
    if (incoming.apayOrder().isPresent()) {
      return Rail.APAY;
    }
    return "XTR".equals(incoming.currency()) ? Rail.STARS : Rail.TELEGRAM;
  }

  private void chargedBy(Charge.Telegram charge) {
    telegramChargeId = charge.id();
    providerChargeId = charge.providerId().orElse(null);
  }

  private void chargedBy(Charge.ApayOrder order) {
    apayProjectId = order.projectId();
    apayOrderId = order.orderId();
  }

  void belongsTo(Subscription subscription) {
    subscriptionId = subscription.id();
  }

  /** Waits for the outside to give it back; what it was is remembered. */
  void refunding(String reason) {
    refundingFrom = status;
    refundReason = reason;
    status = PaymentStatus.REFUNDING;
  }

  /** The outside refused; it is what it was. */
  void notRefunded() {
    status = refundingFrom;
    refundingFrom = null;
    refundReason = null;
  }

  void refunded() {
    status = PaymentStatus.REFUNDED;
    refundingFrom = null;
  }

  /** Whether the invoice counts it among its payments; one that is being refunded still is. */
  boolean countsForInvoice() {
    PaymentStatus standing = status == PaymentStatus.REFUNDING ? refundingFrom : status;
    return standing == PaymentStatus.COUNTED && !renewal;
  }

  /** Counts what was held; where its parts are not known, all of it is for the goods. */
  void accepted() {
    status = PaymentStatus.COUNTED;
    goods = amount - shipping - tip;
  }

  public UUID id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  public UUID botId() {
    return botId;
  }

  public Optional<UUID> invoiceId() {
    return Optional.ofNullable(invoiceId);
  }

  public String payload() {
    return payload;
  }

  public Rail rail() {
    return rail;
  }

  public PaymentStatus status() {
    return status;
  }

  /** Why its merchant gave it back; empty for a refund that was started elsewhere. */
  Optional<String> refundReason() {
    return Optional.ofNullable(refundReason);
  }

  public Optional<Anomaly> anomaly() {
    return Optional.ofNullable(anomaly);
  }

  public String currency() {
    return currency;
  }

  /** As reported, in the smallest unit. */
  public long amount() {
    return amount;
  }

  public long goods() {
    return goods;
  }

  public long shipping() {
    return shipping;
  }

  public long tip() {
    return tip;
  }

  /** What Telegram calls the charge, unique for the bot; none on the rail APAY. */
  public Optional<String> telegramChargeId() {
    return Optional.ofNullable(telegramChargeId);
  }

  /** What A-Pay calls the order, unique for the project; on the rail APAY only. */
  public Optional<String> apayOrderId() {
    return Optional.ofNullable(apayOrderId);
  }

  public Optional<String> providerChargeId() {
    return Optional.ofNullable(providerChargeId);
  }

  /** The Telegram user who paid; unknown for a page that was opened by a link. */
  public Optional<Long> payerId() {
    return Optional.ofNullable(payerId);
  }

  /** The way of shipping the payer chose. */
  public Optional<String> shippingOptionId() {
    return Optional.ofNullable(shippingOptionId);
  }

  /** The language of the payer's Telegram when he paid, such as {@code ru}, if it told. */
  public Optional<String> payerLanguage() {
    return Optional.ofNullable(payerLanguage);
  }

  /** Contact data; personal, never logged. */
  public Optional<Map<String, Object>> orderInfo() {
    return Optional.ofNullable(orderInfo)
        .map(json -> Json.read(json, new TypeReference<Map<String, Object>>() {}));
  }

  /** The subscription that it pays for a period of. */
  public Optional<UUID> subscriptionId() {
    return Optional.ofNullable(subscriptionId);
  }

  /** The end of the period that it pays for, as the rail says. */
  Optional<Instant> subscriptionExpiresAt() {
    return Optional.ofNullable(subscriptionExpiresAt);
  }

  boolean isRenewal() {
    return renewal;
  }

  public Instant paidAt() {
    return paidAt;
  }
}

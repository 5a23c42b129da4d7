package io.github.tillgram.apay.deposit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Generated;

/**
 * What A-Pay says of an order: one row for each, which changes only under its lock. The row itself
 * is written by {@link DepositRepository}, since many may want it at once.
 */
@Entity
@Table(name = "apay_deposit")
@DynamicUpdate
public class ApayDeposit {

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "project_id", nullable = false)
  private UUID projectId;

  @Column(name = "order_id")
  private String orderId;

  @Column(name = "attempt_id")
  private UUID attemptId;

  @Column(name = "invoice_id")
  private UUID invoiceId;

  @Column(name = "payment_id")
  private UUID paymentId;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private DepositStatus status;

  @Enumerated(EnumType.STRING)
  private Parking parked;

  @Enumerated(EnumType.STRING)
  private Conflict conflict;

  private String amount;

  private String currency;

  @Column(name = "payment_system")
  private String paymentSystem;

  @Column(name = "custom_transaction_id")
  private String customTransactionId;

  @Column(name = "custom_user_id")
  private String customUserId;

  @Column(name = "ordered_at")
  private Instant orderedAt;

  @Column(name = "activated_at")
  private Instant activatedAt;

  @Column(name = "lost_status")
  private String lostStatus;

  @Column(name = "lost_description")
  private String lostDescription;

  @Column(name = "lost_at")
  private Instant lostAt;

  @Column(name = "lost_ask_at")
  private Instant lostAskAt;

  @Column(name = "created_at", insertable = false, updatable = false)
  @Generated
  private Instant createdAt;

  protected ApayDeposit() {}

  void belongsTo(ApayAttempt attempt) {
    attemptId = attempt.id();
    invoiceId = attempt.invoiceId();
  }

  /** Takes in what A-Pay says now. What it leaves out stays as it was said before. */
  void say(ApayTransaction said) {
    amount = said.amount().toString();
    currency = said.currency();
    said.paymentSystem().ifPresent(value -> paymentSystem = value);
    said.customTransactionId().ifPresent(value -> customTransactionId = value);
    said.customUserId().ifPresent(value -> customUserId = value);
    said.orderedAt().ifPresent(value -> orderedAt = value);
    said.activatedAt().ifPresent(value -> activatedAt = value);
  }

  void status(DepositStatus now) {
    status = now;
    parked = null;
  }

  void park(Parking why) {
    parked = why;
  }

  void conflict(Conflict what) {
    conflict = what;
  }

  void creditedBy(UUID payment) {
    status(DepositStatus.SUCCESS);
    paymentId = payment;
  }

  void unresolved() {
    if (status == DepositStatus.PENDING) {
      status = DepositStatus.UNRESOLVED;
    }
  }

  /** A-Pay's people look for it, from the first time on that they were asked to. */
  void lost(String lostStatusNow, String description, Instant now, Optional<Instant> askAgainAt) {
    lostAt = lostAt == null ? now : lostAt;
    lostStatus = lostStatusNow;
    lostDescription = description.isEmpty() ? null : description;
    lostAskAt = askAgainAt.orElse(null);
  }

  public UUID id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  /** Our id of the project. */
  public UUID projectId() {
    return projectId;
  }

  /** A-Pay's; none for an entry of a postback that names no order. */
  public Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  public Optional<UUID> attemptId() {
    return Optional.ofNullable(attemptId);
  }

  /** The invoice it is matched to. */
  public Optional<UUID> invoiceId() {
    return Optional.ofNullable(invoiceId);
  }

  /** The payment it has become. */
  public Optional<UUID> paymentId() {
    return Optional.ofNullable(paymentId);
  }

  public DepositStatus status() {
    return status;
  }

  public Optional<Parking> parked() {
    return Optional.ofNullable(parked);
  }

  public Optional<Conflict> conflict() {
    return Optional.ofNullable(conflict);
  }

  /** In major units, exactly as written. */
  public Optional<BigDecimal> amount() {
    return Optional.ofNullable(amount).map(BigDecimal::new);
  }

  public Optional<String> currency() {
    return Optional.ofNullable(currency);
  }

  public Optional<String> paymentSystem() {
    return Optional.ofNullable(paymentSystem);
  }

  public Optional<String> customTransactionId() {
    return Optional.ofNullable(customTransactionId);
  }

  public Optional<String> customUserId() {
    return Optional.ofNullable(customUserId);
  }

  /** When A-Pay made the order. */
  public Optional<Instant> orderedAt() {
    return Optional.ofNullable(orderedAt);
  }

  /** When the payer paid, as A-Pay says. */
  public Optional<Instant> activatedAt() {
    return Optional.ofNullable(activatedAt);
  }

  /** How far A-Pay's people are who look for it. */
  public Optional<String> lostStatus() {
    return Optional.ofNullable(lostStatus);
  }

  public Optional<String> lostDescription() {
    return Optional.ofNullable(lostDescription);
  }

  /** When we first heard of it. */
  public Instant createdAt() {
    return createdAt;
  }
}

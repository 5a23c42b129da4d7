package io.github.tillgram.reconciliation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What two books disagree on, from when it was first seen until it was gone. */
@Entity
@Table(name = "reconciliation_difference")
public class Difference {

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Source source;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private DifferenceKind kind;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Direction direction;

  @Column(name = "transaction_id", nullable = false)
  private String transactionId;

  @Column(nullable = false)
  private String currency;

  @Column(name = "our_amount")
  private Long ourAmount;

  @Column(name = "their_amount")
  private Long theirAmount;

  @Column(name = "their_nanostars", nullable = false)
  private int theirNanostars;

  @Column(name = "payment_id")
  private UUID paymentId;

  @Column(name = "invoice_id")
  private UUID invoiceId;

  @Column(name = "made_at", nullable = false)
  private Instant madeAt;

  @Column(name = "first_seen_at", nullable = false)
  private Instant firstSeenAt;

  @Column(name = "last_seen_at", nullable = false)
  private Instant lastSeenAt;

  @Column(name = "resolved_at")
  private Instant resolvedAt;

  protected Difference() {}

  public UUID id() {
    return id;
  }

  public UUID botId() {
    return botId;
  }

  public Source source() {
    return source;
  }

  public DifferenceKind kind() {
    return kind;
  }

  public Direction direction() {
    return direction;
  }

  /** The other side's id of the transaction; of Stars the charge id, for a refund too. */
  public String transactionId() {
    return transactionId;
  }

  public String currency() {
    return currency;
  }

  public Optional<Long> ourAmount() {
    return Optional.ofNullable(ourAmount);
  }

  public Optional<Long> theirAmount() {
    return Optional.ofNullable(theirAmount);
  }

  /** Billionths of a Star, besides the amount. */
  public int theirNanostars() {
    return theirNanostars;
  }

  public Optional<UUID> paymentId() {
    return Optional.ofNullable(paymentId);
  }

  public Optional<UUID> invoiceId() {
    return Optional.ofNullable(invoiceId);
  }

  /** When the money moved, as whoever has the transaction says. */
  public Instant madeAt() {
    return madeAt;
  }

  public Instant firstSeenAt() {
    return firstSeenAt;
  }

  public Instant lastSeenAt() {
    return lastSeenAt;
  }

  public Optional<Instant> resolvedAt() {
    return Optional.ofNullable(resolvedAt);
  }

  /** How long it has lasted, or did. */
  public Duration age(Instant now) {
    return Duration.between(firstSeenAt, resolvedAt().orElse(now));
  }
}

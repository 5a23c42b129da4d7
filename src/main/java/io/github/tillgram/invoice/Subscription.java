package io.github.tillgram.invoice;

import io.github.tillgram.database.Ids;
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
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;

/**
 * One life of a payer's subscription, as Telegram keeps it: whether we count, hold or give back one
 * of its payments does not end it there, so it does not end it here. Changes only under the lock of
 * its invoice.
 */
@Entity
@Table(name = "subscription")
@DynamicUpdate
public class Subscription {

  /** An update that can still arrive is no older: Telegram gives up then. */
  private static final Duration LONGEST_DELAY = Duration.ofHours(24);

  private static final String STANDING =
      "CASE WHEN expires_at <= now() THEN 'EXPIRED' ELSE renewal END";

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  @Column(name = "invoice_id", nullable = false)
  private UUID invoiceId;

  @Column(name = "payer_id", nullable = false)
  private long payerId;

  @Column(name = "first_charge_id")
  private String firstChargeId;

  @Column(nullable = false)
  private long amount;

  @Column(nullable = false)
  private int period;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private SubscriptionStatus renewal;

  @Formula(STANDING)
  private String standing;

  /** The database's clock when the row was read. */
  @Formula("now()")
  private Instant readAt;

  @Column(name = "started_at", nullable = false)
  private Instant startedAt;

  @Column(name = "expires_at", nullable = false)
  private Instant expiresAt;

  @Column(nullable = false)
  private int payments;

  @Column(nullable = false)
  private int refunded;

  @Column(name = "last_update_id")
  private Long lastUpdateId;

  @Column(name = "last_update_at")
  private Instant lastUpdateAt;

  @Column(name = "changed_at")
  private Instant changedAt;

  protected Subscription() {}

  /** A life whose first known payment pays until this moment. */
  static Subscription begin(Invoice invoice, Payment payment, int period, Instant until) {
    Subscription subscription = new Subscription();
    subscription.id = Ids.next();
    subscription.merchantId = invoice.merchantId();
    subscription.botId = invoice.botId();
    subscription.invoiceId = invoice.id();
    subscription.payerId = payment.payerId().orElseThrow();
    subscription.amount = invoice.total();
    subscription.period = period;
    subscription.renewal = SubscriptionStatus.ACTIVE;
    subscription.startedAt = until.minusSeconds(period);
    subscription.expiresAt = until;
    return subscription;
  }

  /**
   * Takes in a payment, which may arrive after later ones: it never shortens what was paid, and a
   * renewal shows that it is active only if nothing was heard after it was made.
   */
  void take(Payment payment, Instant until) {
    payments++;
    if (until.isAfter(expiresAt)) {
      expiresAt = until;
    }
    if (!payment.isRenewal()) {
      firstChargeId = payment.telegramChargeId().orElseThrow();
      startedAt = payment.paidAt();
    } else if (changedAt == null || changedAt.isBefore(payment.paidAt())) {
      renewal = SubscriptionStatus.ACTIVE;
    }
  }

  /** One of its payments was given back; Telegram goes on charging, and so do the books. */
  void giveBack() {
    refunded++;
  }

  /**
   * Follows what Telegram says. What the merchant turned off stays so when the payer turns it off
   * too.
   *
   * @return whether that changed anything; an update older than one that was heard does not
   */
  boolean hear(SubscriptionStatus said, long updateId, Instant now) {
    if (isOlder(updateId, now)) {
      return false;
    }
    lastUpdateId = updateId;
    lastUpdateAt = now;
    boolean known =
        said == SubscriptionStatus.CANCELED_BY_PAYER
            && renewal == SubscriptionStatus.CANCELED_BY_MERCHANT;
    return !known && become(said, now);
  }

  /** Ids grow, but start anywhere after a week of silence: only among recent ones they tell. */
  private boolean isOlder(long updateId, Instant now) {
    return lastUpdateId != null
        && updateId < lastUpdateId
        && lastUpdateAt.plus(LONGEST_DELAY).isAfter(now);
  }

  /** The merchant turned renewal off. */
  boolean cancel() {
    return become(SubscriptionStatus.CANCELED_BY_MERCHANT, readAt);
  }

  /** The merchant lets the payer turn on again what the merchant turned off. */
  boolean enable() {
    return renewal == SubscriptionStatus.CANCELED_BY_MERCHANT
        && become(SubscriptionStatus.CANCELED_BY_PAYER, readAt);
  }

  private boolean become(SubscriptionStatus next, Instant now) {
    boolean changed = renewal != next;
    renewal = next;
    changedAt = now;
    return changed;
  }

  /** Whether the charge that it began with has arrived. */
  boolean isComplete() {
    return firstChargeId != null;
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

  public UUID invoiceId() {
    return invoiceId;
  }

  /** The Telegram user who pays. */
  public long payerId() {
    return payerId;
  }

  /** What Telegram knows it by; empty while only renewals have arrived. */
  public Optional<String> firstChargeId() {
    return Optional.ofNullable(firstChargeId);
  }

  /** Stars for each period. */
  public long amount() {
    return amount;
  }

  /** Seconds between two payments. */
  public int period() {
    return period;
  }

  /** Whether it will be charged again, and if not, why. */
  public SubscriptionStatus renewal() {
    return renewal;
  }

  /** The same, unless it has run out. */
  public SubscriptionStatus status() {
    boolean expired = SubscriptionStatus.EXPIRED.name().equals(standing);
    return expired ? SubscriptionStatus.EXPIRED : renewal;
  }

  /** Whether what was paid goes on; to be asked of what was read from the database. */
  boolean isRunning() {
    return expiresAt.isAfter(readAt);
  }

  /** Meaningful for what was read from the database. */
  Instant readAt() {
    return readAt;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** Access lasts until then. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** Payments that have arrived, the first and those that were given back included. */
  public int payments() {
    return payments;
  }

  public int refunded() {
    return refunded;
  }

  /** The latest update by which Telegram told of it. */
  Optional<Long> lastUpdateId() {
    return Optional.ofNullable(lastUpdateId);
  }

  /** When renewal was last turned off or on, or failed. */
  public Optional<Instant> changedAt() {
    return Optional.ofNullable(changedAt);
  }
}

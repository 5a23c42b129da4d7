package io.github.tillgram.apay.deposit;

import io.github.tillgram.database.Ids;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.security.RandomTokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Generated;

/**
 * One way of a payer to A-Pay. It is in the books before A-Pay is asked for a page, so that
 * whatever A-Pay says of it finds it. It changes only under the lock of its invoice.
 */
@Entity
@Table(name = "apay_attempt")
@DynamicInsert
@DynamicUpdate
public class ApayAttempt {

  /** Distinguishes our transactions from those a merchant may make at A-Pay himself. */
  private static final String PREFIX = "tillgram-";

  /** What a payer is called who was erased; A-Pay has another name for him still. */
  static final String ERASED = "erased";

  @Id private UUID id;

  @Column(insertable = false, updatable = false)
  @Generated
  private long number;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "invoice_id", nullable = false)
  private UUID invoiceId;

  @Column(name = "project_id", nullable = false)
  private UUID projectId;

  @Column(name = "custom_transaction_id", nullable = false)
  private String customTransactionId;

  @Column(name = "custom_user_id", nullable = false)
  private String customUserId;

  @Column(name = "payer_id")
  private Long payerId;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private AttemptState state;

  @Column(name = "order_id")
  private String orderId;

  private String page;

  private String reason;

  @Column(nullable = false)
  private int asks;

  @Column(name = "ask_at")
  private Instant askAt;

  @Column(name = "ask_from")
  private Instant askFrom;

  @Column(name = "asked_at")
  private Instant askedAt;

  @Column(name = "lapses_at", nullable = false)
  private Instant lapsesAt;

  @Column(name = "created_at", insertable = false, updatable = false)
  @Generated
  private Instant createdAt;

  protected ApayAttempt() {}

  /**
   * @param customUserId what A-Pay is to call the payer
   * @param lapsesAt when the page is no longer given out, and another attempt may begin
   * @param askAt when A-Pay is asked how it went, unless it says so before
   */
  public static ApayAttempt begin(
      Invoice invoice,
      UUID projectId,
      String customUserId,
      Optional<Long> payerId,
      Instant lapsesAt,
      Instant askAt) {
    ApayAttempt attempt = new ApayAttempt();
    attempt.id = Ids.next();
    attempt.merchantId = invoice.merchantId();
    attempt.invoiceId = invoice.id();
    attempt.projectId = projectId;
    attempt.customTransactionId = PREFIX + RandomTokens.name();
    attempt.customUserId = customUserId;
    attempt.payerId = payerId.orElse(null);
    attempt.state = AttemptState.CREATING;
    attempt.lapsesAt = lapsesAt;
    attempt.askAt = askAt;
    return attempt;
  }

  /** A-Pay made a page; an attempt that has come to its end meanwhile stays ended. */
  void opened(String order, String url) {
    orderId = order;
    page = url;
    if (state == AttemptState.CREATING) {
      state = AttemptState.OPEN;
    }
  }

  /** A-Pay surely made no page, so that there is nothing to ask about. */
  void notCreated(String why) {
    if (state == AttemptState.CREATING) {
      state = AttemptState.NOT_CREATED;
      reason = why;
      askAt = null;
    }
  }

  /** Another one takes its place; A-Pay is still asked about it. */
  void abandoned() {
    if (!state.isSettled()) {
      state = AttemptState.ABANDONED;
    }
  }

  /** A-Pay has said how it ended, or that it ended otherwise. */
  void ended(AttemptState end) {
    state = end;
    askAt = null;
  }

  /** A-Pay is to be asked at that time, whatever was planned. */
  void askAt(Instant time) {
    askAt = time;
  }

  /** There is something new to ask about: the plan of when to ask begins at that time. */
  void askFrom(Instant time) {
    askFrom = time;
    askAt = time;
  }

  /** When the plan of when to ask began. */
  Instant askFrom() {
    return askFrom == null ? createdAt : askFrom;
  }

  /** A-Pay was asked, and is asked again at that time; never if there is none. */
  void asked(Instant now, Optional<Instant> next) {
    asks++;
    askedAt = now;
    askAt = next.orElse(null);
  }

  /** Nobody asks any more. */
  void unresolved() {
    if (!state.isSettled()) {
      state = AttemptState.UNRESOLVED;
    }
    askAt = null;
  }

  public UUID id() {
    return id;
  }

  /** Below 0 and unique: what it reserves its invoice under. */
  public long number() {
    return number;
  }

  public UUID merchantId() {
    return merchantId;
  }

  public UUID invoiceId() {
    return invoiceId;
  }

  public UUID projectId() {
    return projectId;
  }

  /** What we call it towards A-Pay; nobody can guess it. */
  public String customTransactionId() {
    return customTransactionId;
  }

  /** What its payer is called towards A-Pay. */
  public String customUserId() {
    return customUserId;
  }

  /**
   * Whether an order that names this user may be this payer's; nobody knows of one who is erased.
   */
  boolean mayBeOf(String user) {
    return customUserId.equals(user) || customUserId.equals(ERASED);
  }

  /** The Telegram user, if it is known who he is. */
  public Optional<Long> payerId() {
    return Optional.ofNullable(payerId);
  }

  public AttemptState state() {
    return state;
  }

  /** What A-Pay called the order when it made the page. */
  public Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  /** Where the payer pays. */
  public Optional<String> page() {
    return Optional.ofNullable(page);
  }

  /** How often A-Pay was asked. */
  public int asks() {
    return asks;
  }

  /** When A-Pay is asked next. */
  Optional<Instant> askAt() {
    return Optional.ofNullable(askAt);
  }

  public Optional<Instant> askedAt() {
    return Optional.ofNullable(askedAt);
  }

  public Instant lapsesAt() {
    return lapsesAt;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Whether it still has its place, and its page is given out. */
  public boolean isLive(Instant now) {
    return (state == AttemptState.CREATING || state == AttemptState.OPEN) && lapsesAt.isAfter(now);
  }

  /** Whether nobody is led to its page any more, whatever A-Pay may say of it yet. */
  public boolean isOver() {
    return state.isSettled() || state == AttemptState.ABANDONED || state == AttemptState.UNRESOLVED;
  }
}

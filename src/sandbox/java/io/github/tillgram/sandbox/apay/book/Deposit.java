package io.github.tillgram.sandbox.apay.book;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * A payment page and the deposit it becomes: opening a page for one system of a known amount makes
 * it one, else the payer's choice does.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class Deposit {
  private final String projectId;
  private final PageTerms terms;
  private final String token;
  private final long createdAt;
  private final long expiresAt;
  private String orderId;
  private DepositStatus status = DepositStatus.PENDING;
  private String paymentSystem;
  private BigDecimal amount;
  private Long activatedAt;
  private LostRequest lost;

  @JsonCreator
  public Deposit(
      @JsonProperty("projectId") String projectId,
      @JsonProperty("orderId") String orderId,
      @JsonProperty("terms") PageTerms terms,
      @JsonProperty("token") String token,
      @JsonProperty("createdAt") long createdAt,
      @JsonProperty("expiresAt") long expiresAt) {
    this.projectId = projectId;
    this.orderId = orderId;
    this.terms = terms;
    this.token = token;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
    this.amount = terms.amount();
  }

  public String projectId() {
    return projectId;
  }

  public String orderId() {
    return orderId;
  }

  void orderId(String other) {
    orderId = other;
  }

  public PageTerms terms() {
    return terms;
  }

  public String token() {
    return token;
  }

  public long createdAt() {
    return createdAt;
  }

  /** Seconds since the epoch; the link to the page is dead then, the deposit is not. */
  public long expiresAt() {
    return expiresAt;
  }

  public DepositStatus status() {
    return status;
  }

  public boolean isDeposit() {
    return paymentSystem != null;
  }

  /** Null until the page has become a deposit. */
  public String paymentSystem() {
    return paymentSystem;
  }

  public void choose(String system, BigDecimal chosenAmount) {
    paymentSystem = system;
    amount = chosenAmount;
  }

  /** Null as long as nobody said it. */
  public BigDecimal amount() {
    return amount;
  }

  public void settle(DepositStatus outcome, BigDecimal paid, long now) {
    status = outcome;
    amount = paid;
    activatedAt = outcome == DepositStatus.SUCCESS ? Long.valueOf(now) : activatedAt;
  }

  /** Null without one. */
  public LostRequest lost() {
    return lost;
  }

  public void lost(LostRequest request) {
    lost = request;
  }

  public Result result() {
    return new Result(
        orderId,
        status,
        amount,
        terms.currency(),
        paymentSystem,
        terms.customTransactionId(),
        terms.customUserId(),
        createdAt,
        activatedAt);
  }
}

package io.github.tillgram.sandbox.apay.book;

import java.math.BigDecimal;

/**
 * The outcome of a deposit or withdrawal, as a postback tells it.
 *
 * @param amount in major units
 * @param createdAt seconds since the epoch
 * @param activatedAt seconds since the epoch, or null
 */
public record Result(
    String orderId,
    DepositStatus status,
    BigDecimal amount,
    String currency,
    String paymentSystem,
    String customTransactionId,
    String customUserId,
    long createdAt,
    Long activatedAt) {

  public Result with(DepositStatus other) {
    return new Result(
        orderId,
        other,
        amount,
        currency,
        paymentSystem,
        customTransactionId,
        customUserId,
        createdAt,
        activatedAt);
  }

  public Result withAmount(BigDecimal other) {
    return new Result(
        orderId,
        status,
        other,
        currency,
        paymentSystem,
        customTransactionId,
        customUserId,
        createdAt,
        activatedAt);
  }

  public Result withCurrency(String other) {
    return new Result(
        orderId,
        status,
        amount,
        other,
        paymentSystem,
        customTransactionId,
        customUserId,
        createdAt,
        activatedAt);
  }

  /** Of somebody else's order. */
  public Result ofOrder(String otherOrder, String otherTransaction) {
    return new Result(
        otherOrder,
        status,
        amount,
        currency,
        paymentSystem,
        otherTransaction,
        customUserId,
        createdAt,
        activatedAt);
  }
}

package io.github.tillgram.apay.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What A-Pay says of an order when it is asked.
 *
 * @param text the very characters of the answer
 * @param status {@code Pending}, {@code Success}, {@code Failed} or {@code Rejected}
 * @param amount in major units, exactly as written
 */
public record DepositInfo(
    String text,
    String orderId,
    String status,
    BigDecimal amount,
    String currency,
    Optional<String> paymentSystem,
    Optional<String> customTransactionId,
    Optional<String> customUserId,
    Optional<Instant> createdAt) {

  static DepositInfo of(Answer answer) {
    return new DepositInfo(
        answer.text(),
        answer.required("order_id"),
        answer.required("status"),
        answer.requiredNumber("amount"),
        answer.required("currency"),
        answer.optional("payment_system"),
        answer.optional("custom_transaction_id"),
        answer.optional("custom_user_id"),
        answer.seconds("created_at").flatMap(DepositInfo::instant));
  }

  /** Years of more than four digits are nobody's. */
  private static Optional<Instant> instant(long seconds) {
    return seconds >= 0 && seconds < 253_402_300_800L
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }
}

package io.github.tillgram.apay.deposit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What A-Pay says of one order.
 *
 * @param text the very characters of it, for disputes and to tell a repeat
 * @param status A-Pay's word: {@code Success}, {@code Failed}, {@code Rejected}, and in an answer
 *     of {@code deposit-info} also {@code Pending}
 * @param amount in major units, exactly as written
 */
public record ApayTransaction(
    String text,
    String orderId,
    String status,
    BigDecimal amount,
    String currency,
    Optional<String> paymentSystem,
    Optional<String> customTransactionId,
    Optional<String> customUserId,
    Optional<Instant> orderedAt,
    Optional<Instant> activatedAt) {}

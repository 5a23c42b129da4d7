package io.github.tillgram.sandbox.apay.postback;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Trouble with a postback.
 *
 * @param delay of {@link Kind#DELAY}, and before a postback that follows another
 * @param amount of {@link Kind#THEN_OTHER_AMOUNT}, in major units
 * @param currency of {@link Kind#THEN_OTHER_CURRENCY}
 */
public record Trick(Kind kind, Duration delay, BigDecimal amount, String currency) {

  /** What goes wrong. */
  public enum Kind {
    /** It is never sent. */
    DROP,
    /** It is sent later. */
    DELAY,
    /** It is sent twice, although the first was acknowledged. */
    DUPLICATE,
    WRONG_SIGNATURE,
    NO_SIGNATURE,
    /** The signature is right, in upper-case digits. */
    UPPER_CASE,
    /** Access key and signature are those of another merchant. */
    FOREIGN_KEYS,
    /** The amount was changed after it was signed. */
    TAMPERED_AMOUNT,
    /** The order id is not the one the page was created with. */
    OTHER_ORDER_ID,
    /** Beside the true result it holds one that lacks what is required. */
    BROKEN_ENTRY,
    /** A result of an order nobody knows follows. */
    THEN_UNKNOWN_ORDER,
    /** The result of a withdrawal follows, to the same address. */
    THEN_WITHDRAWAL,
    /** The same order follows with another amount. */
    THEN_OTHER_AMOUNT,
    /** The same order follows in another currency. */
    THEN_OTHER_CURRENCY,
    /** The same order follows as failed. */
    THEN_FAILED,
    /** A failure is told first, the true result follows. */
    FAILED_FIRST
  }
}

package io.github.tillgram.apay.deposit;

import java.util.Locale;

/** Where an order stands. */
public enum DepositStatus {
  /** A-Pay has made it and said no more. */
  PENDING,
  /** A-Pay says it was paid, and is asked whether it is so before it is credited. */
  CONFIRMING,
  /** Paid. This is final. */
  SUCCESS,
  /** Not paid, for a technical reason. */
  FAILED,
  /** Not paid, because people or rules refused it. */
  REJECTED,
  /** A-Pay used a word for it that is not documented. */
  UNKNOWN,
  /** A-Pay was asked for a day and never said how it ended. */
  UNRESOLVED;

  /** What one of A-Pay's words means; it is not sure how they are spelled. */
  static DepositStatus of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "success" -> SUCCESS;
      case "failed" -> FAILED;
      case "rejected" -> REJECTED;
      case "pending" -> PENDING;
      default -> UNKNOWN;
    };
  }

  /** Whether A-Pay has said that money came. */
  boolean isPaid() {
    return this == SUCCESS || this == CONFIRMING;
  }
}

package io.github.tillgram.sandbox.apay.page;

import io.github.tillgram.sandbox.apay.book.DepositStatus;

/** How a visit to the payment page ends, and the status with which the payer comes back. */
public enum PayerOutcome {
  SUCCESS(DepositStatus.SUCCESS, "Created"),
  FAIL(DepositStatus.FAILED, "Fail"),
  REJECT(DepositStatus.REJECTED, "Created"),
  /** The payer saw the details and left. */
  ABANDON(DepositStatus.PENDING, "Created"),
  /** The payer started at the provider and came back. */
  CANCEL(DepositStatus.PENDING, "Cancel");

  private final DepositStatus status;
  private final String returned;

  PayerOutcome(DepositStatus status, String returned) {
    this.status = status;
    this.returned = returned;
  }

  DepositStatus status() {
    return status;
  }

  String returned() {
    return returned;
  }
}

package io.github.tillgram.sandbox.apay.book;

/** Where a deposit stands. */
public enum DepositStatus {
  PENDING("Pending"),
  SUCCESS("Success"),
  FAILED("Failed"),
  REJECTED("Rejected");

  private final String wireName;

  DepositStatus(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}

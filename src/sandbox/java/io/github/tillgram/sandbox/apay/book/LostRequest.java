package io.github.tillgram.sandbox.apay.book;

import java.util.List;

/** A merchant's request to look for money that a payer has sent. */
public record LostRequest(Status status, String description, List<Proof> files) {

  /** Where the search stands. */
  public enum Status {
    PENDING("Pending"),
    IN_PROGRESS("In Progress"),
    DONE("Done"),
    REJECTED("Rejected"),
    CANCELED("Canceled"),
    REOPEN("Reopen");

    private final String wireName;

    Status(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /**
   * A file that came with it, which is not kept.
   *
   * @param sha256 in hexadecimal
   */
  public record Proof(String name, String contentType, long size, String sha256) {}

  public LostRequest with(Status other, String words) {
    return new LostRequest(other, words, files);
  }
}

package io.github.tillgram.sandbox.control;

/** A request to the sandbox's own API that makes no sense, with the HTTP status to say so. */
public final class Complaint extends RuntimeException {
  private final int status;

  Complaint(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  public static Complaint invalid(String text) {
    return new Complaint(400, text);
  }

  public static Complaint missing(String text) {
    return new Complaint(404, text);
  }

  public static Complaint gone(String text) {
    return new Complaint(410, text);
  }

  public static Complaint conflict(String text) {
    return new Complaint(409, text);
  }

  public int status() {
    return status;
  }
}

package io.github.tillgram.sandbox.payer;

/** A request to the sandbox's own API that makes no sense, with the HTTP status to say so. */
final class Complaint extends RuntimeException {
  private final int status;

  Complaint(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  static Complaint invalid(String text) {
    return new Complaint(400, text);
  }

  static Complaint missing(String text) {
    return new Complaint(404, text);
  }

  static Complaint conflict(String text) {
    return new Complaint(409, text);
  }

  int status() {
    return status;
  }
}

package io.github.tillgram.sandbox.apay.remotes;

/** An error as A-Pay tells it. For most errors the status is switchable: 200 or 400. */
final class RemoteFailure extends RuntimeException {
  private static final int SWITCHABLE = 0;

  private final int status;

  RemoteFailure(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  private RemoteFailure(String message) {
    this(SWITCHABLE, message);
  }

  static RemoteFailure invalid() {
    return new RemoteFailure("Invalid request");
  }

  static RemoteFailure required() {
    return new RemoteFailure("Required field missing");
  }

  static RemoteFailure noSystem() {
    return new RemoteFailure(
        "No payment system found with such params or payment system is disabled");
  }

  static RemoteFailure systemData() {
    return new RemoteFailure("Payment system data is not valid");
  }

  static RemoteFailure outOfLimits() {
    return new RemoteFailure("Amount of deposit is out of limits");
  }

  int status(int switched) {
    return status == SWITCHABLE ? switched : status;
  }

  int code() {
    return status == SWITCHABLE ? 400 : status;
  }
}

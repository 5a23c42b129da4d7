package io.github.tillgram.merchantapi.idempotency;

/** Another attempt has taken over meanwhile, so this one must leave nothing. */
final class ClaimLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ClaimLost() {
    super("another attempt has taken over", null, false, false);
  }

  static void unless(boolean kept) {
    if (!kept) {
      throw new ClaimLost();
    }
  }
}

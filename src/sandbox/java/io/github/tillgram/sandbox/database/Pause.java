package io.github.tillgram.sandbox.database;

/** A wait between two looks at something that another process does. */
final class Pause {

  private Pause() {}

  static void ofMillis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
    }
  }
}

package io.github.tillgram.webhook;

/** How updates come. */
public enum UpdateSource {
  /** Telegram delivers them to our public address. */
  WEBHOOK,
  /** We ask for them ({@code getUpdates}); no public address is needed. */
  POLLING
}

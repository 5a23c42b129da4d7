package io.github.tillgram.webhook;

/** What a merchant should hear of a bot's webhook. */
public enum WebhookNews {
  /** Telegram does not have what it was told; it is told again. */
  DRIFTED,
  /** It is in order again. */
  REPAIRED,
  /** It was told again several times within a day: somebody else changes it back. */
  CONTESTED,
  /** Telegram began to fail at delivering. */
  FAILING,
  TOKEN_REVOKED
}

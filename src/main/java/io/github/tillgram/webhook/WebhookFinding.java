package io.github.tillgram.webhook;

/** What may be wrong with a bot's webhook. */
public enum WebhookFinding {
  /** No webhook is set: somebody deleted it, or it has not been registered yet. */
  URL_MISSING(true),
  /** Somebody set another address. */
  URL_CHANGED(true),
  /** Telegram was not asked for every kind of update that is handled. */
  KINDS_MISSING(true),
  /** Telegram delivers more or fewer updates side by side than it should. */
  CONNECTIONS_CHANGED(true),
  /** Telegram was turned away at our door: it does not have the bot's secret. */
  SECRET_REFUSED(true),
  /** What was registered again is changed again and again; somebody else uses the bot. */
  CONTESTED(false),
  /** The Bot API server is older than this service: it knows nothing of some kinds of update. */
  KINDS_UNKNOWN(false),
  /** Telegram cannot deliver. */
  DELIVERY_FAILING(false),
  /** The bot's token was revoked; its merchant has to bring the next one. */
  TOKEN_REVOKED(false);

  private final boolean repairable;

  WebhookFinding(boolean repairable) {
    this.repairable = repairable;
  }

  /** Whether registering the webhook again mends it. */
  boolean isRepairable() {
    return repairable;
  }
}

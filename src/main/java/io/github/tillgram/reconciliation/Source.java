package io.github.tillgram.reconciliation;

/** Whose books ours are compared with. */
public enum Source {
  /** Telegram's account of a bot's Stars. */
  STARS
}

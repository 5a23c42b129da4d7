package io.github.tillgram.reconciliation;

/** Whose books ours are compared with. */
public enum Source {
  /** Telegram's account of a bot's Stars. */
  STARS,
  /** What A-Pay says of its orders, beside our invoices and what Telegram says was paid. */
  APAY
}

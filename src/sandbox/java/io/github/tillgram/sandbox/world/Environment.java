package io.github.tillgram.sandbox.world;

/** Telegram's two sets of servers. Accounts and bots of one are unknown to the other. */
public enum Environment {
  PRODUCTION,
  TEST
}

package io.github.tillgram.merchant;

/**
 * Whether the money a bot takes is real. Nothing in an update tells, so it is kept with the bot.
 */
public enum BotMode {
  LIVE,
  TEST
}

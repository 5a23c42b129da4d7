package io.github.tillgram.merchant;

/** Which of Telegram's server farms a bot lives on; accounts and tokens of the two are separate. */
public enum BotEnvironment {
  PRODUCTION,
  TEST;

  public BotEnvironment other() {
    return this == TEST ? PRODUCTION : TEST;
  }
}

package io.github.tillgram.merchant;

/** What a bot is for: selling, or collecting A-Pay project data from merchants' staff. */
public enum BotRole {
  MERCHANT,
  PROVIDER
}

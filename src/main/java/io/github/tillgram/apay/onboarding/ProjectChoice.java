package io.github.tillgram.apay.onboarding;

import io.github.tillgram.merchant.BotMode;

/** Which project takes the payments of a bot, or why none does. */
public sealed interface ProjectChoice {

  record Chosen(ApayProject project) implements ProjectChoice {}

  /** The merchant has connected none. */
  record Missing() implements ProjectChoice {}

  /** The bot has none of its own, and its merchant has several. */
  record Ambiguous() implements ProjectChoice {}

  /** The only one is for real money and the bot is not, or the other way round. */
  record OtherMode(BotMode mode) implements ProjectChoice {}
}

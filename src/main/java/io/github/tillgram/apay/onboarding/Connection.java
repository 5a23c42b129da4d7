package io.github.tillgram.apay.onboarding;

/** What came of connecting a project. */
public sealed interface Connection {

  /**
   * @param created whether it was not known before; else its data was replaced
   */
  record Connected(ApayProject project, boolean created) implements Connection {}

  record Refused(Why why) implements Connection {}

  /** Why a project is not connected. */
  enum Why {
    /** The merchant has no such bot. */
    UNKNOWN_BOT,
    /** The bot sells nothing. */
    PROVIDER_BOT,
    /** The bot is for real money and the project is not, or the other way round. */
    OTHER_MODE,
    /** A-Pay's project takes the payments of another bot already. */
    OF_ANOTHER_BOT
  }
}

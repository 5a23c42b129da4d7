package io.github.tillgram.apay.onboarding;

/** Where a conversation with a provider bot stands. */
enum ConversationState {
  /** There is a link; nobody has opened it. */
  ISSUED,
  /** Opened by somebody, who is asked: Live or Test? */
  CHOOSING,
  /** He chose Live and is asked for the five lines. */
  COLLECTING,
  /** He sent five good lines, and is asked whether they replace what is there. */
  CONFIRMING,
  /** His data is saved; more of it replaces that, after a confirmation. */
  SAVED,
  /** Nobody can go on with it. */
  ENDED
}

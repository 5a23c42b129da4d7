package io.github.tillgram.sandbox.payer;

/** What the payer does once the bot has agreed. */
enum Outcome {
  PAY,
  /** The provider refuses the card. */
  FAIL,
  /** The payer walks away from the provider's page. */
  ABANDON
}

package io.github.tillgram.invoice;

/** How we know that money went back. */
public enum RefundProof {
  /** Telegram told of it by an update. */
  UPDATE,
  /** Telegram did it when it was asked. */
  ANSWER,
  /** Telegram was asked, and said that it had done so before. */
  ANSWER_DONE_BEFORE,
  /** The merchant says that he did it himself. */
  MERCHANT
}

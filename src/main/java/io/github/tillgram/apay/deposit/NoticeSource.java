package io.github.tillgram.apay.deposit;

/** How A-Pay came to say something. */
public enum NoticeSource {
  /** It posted it. */
  POSTBACK,
  /** We asked. */
  DEPOSIT_INFO
}

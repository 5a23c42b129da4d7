package io.github.tillgram.payments.paidmedia;

/** How far paid media have come. */
public enum PaidMediaStatus {
  /** On its way. */
  PENDING,
  /** In the chat. */
  SENT,
  /** Refused, or tried for too long; not in the chat. */
  FAILED,
  /** Nobody knows; it may be in the chat, and is never sent again. */
  UNKNOWN
}

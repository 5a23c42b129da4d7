package io.github.tillgram.notification.delivery;

/** Why a call was not answered. */
enum CallFailure {
  /** The address is no address, or not one that may be called any more. */
  REFUSED_ADDRESS,
  /** The name has no address. */
  UNRESOLVED,
  CONNECT_FAILED,
  /** No agreement on encryption, a certificate that nobody vouches for, or one of another name. */
  TLS_FAILED,
  /** Nothing was answered in time. */
  TIMED_OUT,
  /** The connection ended before there was an answer. */
  CUT_OFF,
  /** What came was not HTTP. */
  UNREADABLE
}

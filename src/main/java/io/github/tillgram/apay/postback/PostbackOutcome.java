package io.github.tillgram.apay.postback;

/**
 * What became of a postback: the label {@code outcome} of the meter {@code
 * tillgram_postbacks_seconds}.
 */
enum PostbackOutcome {
  OK,
  /** The very same bytes are stored already. */
  REPEAT,
  MALFORMED,
  BAD_SIGNATURE,
  UNKNOWN_KEY,
  TOO_LARGE,
  /** The database was in trouble. */
  UNAVAILABLE,
  /** We were, for a reason that nobody foresaw. */
  FAILED
}

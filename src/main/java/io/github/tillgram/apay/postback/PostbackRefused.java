package io.github.tillgram.apay.postback;

import java.util.Optional;

/** A postback that is not taken. Its message says where, and nothing of what the body says. */
final class PostbackRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  PostbackRefused(Refusal refusal) {
    this(refusal, null);
  }

  PostbackRefused(Refusal refusal, String where) {
    super(where, null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  /** What is wrong, if there is more to say than how to mend it. */
  Optional<String> where() {
    return Optional.ofNullable(getMessage());
  }
}

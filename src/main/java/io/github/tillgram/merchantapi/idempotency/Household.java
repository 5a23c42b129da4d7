package io.github.tillgram.merchantapi.idempotency;

import java.util.UUID;

/** Whose the request is: keys of two households have nothing to do with each other. */
public interface Household {

  UUID household();

  /** What he asks with: {@code key:<id>} or {@code operator}. */
  String actor();
}

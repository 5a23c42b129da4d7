package io.github.tillgram.invoice;

import java.util.Optional;

/** What a payment does to its invoice, and why. */
record Verdict(boolean counted, Optional<Anomaly> anomaly, Split split) {

  static Verdict counted(Split split) {
    return new Verdict(true, Optional.empty(), split);
  }

  static Verdict countedAs(Anomaly anomaly, Split split) {
    return new Verdict(true, Optional.of(anomaly), split);
  }

  /** Held, although what the amount consists of is known. */
  static Verdict heldAs(Anomaly anomaly, Split split) {
    return new Verdict(false, Optional.of(anomaly), split);
  }

  static Verdict held(Anomaly anomaly) {
    return heldAs(anomaly, Split.NONE);
  }
}

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

  static Verdict held(Anomaly anomaly) {
    return new Verdict(false, Optional.of(anomaly), Split.NONE);
  }
}

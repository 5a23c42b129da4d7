package io.github.tillgram.merchantapi.idempotency;

import io.github.tillgram.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** The header that names a request. */
final class KeyHeader {

  static final String NAME = "Idempotency-Key";

  static final int LONGEST = 255;

  private KeyHeader() {}

  /**
   * @param values of the header, one for each time it was sent
   */
  static Optional<String> read(List<String> values) {
    if (values == null || values.isEmpty()) {
      return Optional.empty();
    }
    String key = values.get(0);
    if (values.size() > 1) {
      throw wrong("must be sent once");
    }
    if (key.isBlank() || key.length() > LONGEST || key.chars().anyMatch(Character::isISOControl)) {
      throw wrong("must have 1 to 255 characters, none of them a control character");
    }
    return Optional.of(key);
  }

  static ProblemException wrong(String message) {
    return ProblemException.invalid(NAME, message);
  }
}

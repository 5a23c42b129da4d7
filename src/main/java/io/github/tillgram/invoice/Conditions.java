package io.github.tillgram.invoice;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a query asks for: it names only that, so that each combination has the plan it needs. */
final class Conditions {

  private final StringBuilder text = new StringBuilder("merchantId = :merchantId");
  private final Map<String, Object> parameters = new HashMap<>();

  Conditions(UUID merchantId) {
    parameters.put("merchantId", merchantId);
  }

  /**
   * @param condition whose last parameter the value is for
   */
  Conditions and(String condition, Optional<?> value) {
    return value.map(given -> and(condition, given)).orElse(this);
  }

  private Conditions and(String condition, Object value) {
    String parameter =
        condition.substring(condition.lastIndexOf(':') + 1).replaceFirst("\\W.*", "");
    parameters.put(parameter, value);
    return and(condition);
  }

  Conditions and(String condition) {
    text.append(" and ").append(condition);
    return this;
  }

  /** From one moment on, and before another. */
  Conditions within(String time, Period period) {
    return and(time + " >= :from", period.from()).and(time + " < :to", period.to());
  }

  /** What follows a row in the order of time and id. */
  Conditions after(String time, Instant at, UUID id) {
    return beside(time, ">", at, id);
  }

  /** What precedes it. */
  Conditions before(String time, Instant at, UUID id) {
    return beside(time, "<", at, id);
  }

  private Conditions beside(String time, String direction, Instant at, UUID id) {
    parameters.put("lastAt", at);
    parameters.put("lastId", id);
    return and("(%s, id) %s (:lastAt, :lastId)".formatted(time, direction));
  }

  String text() {
    return text.toString();
  }

  Map<String, Object> parameters() {
    return parameters;
  }
}

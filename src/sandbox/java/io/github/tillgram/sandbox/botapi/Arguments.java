package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.world.Json;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a call. The server sees them all as text, however they were sent, and is lenient
 * where this class is.
 */
public final class Arguments {
  private static final Set<String> TRUE = Set.of("true", "yes", "1");

  private final Map<String, String> values;

  public Arguments(Map<String, String> values) {
    this.values = values;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Absent and empty are the same. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  String required(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      throw ApiFailure.required(name);
    }
    return value;
  }

  boolean flag(String name) {
    return TRUE.contains(text(name).toLowerCase(Locale.ROOT));
  }

  /** Unparsable counts as 0. */
  long number(String name) {
    return parse(text(name)).orElse(0L);
  }

  int clamped(String name, int fallback, int least, int most) {
    if (text(name).isEmpty()) {
      return fallback;
    }
    return (int) Math.max(least, Math.min(most, number(name)));
  }

  /** Absent, or what the sender wrote when it is JSON at all. */
  Optional<JsonNode> json(String name, String complaint) {
    if (text(name).isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode node = Json.mapper().readTree(text(name));
      return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException e) {
      throw ApiFailure.badRequest(complaint);
    }
  }

  static Optional<Long> parse(String text) {
    if (!text.matches("-?\\d{1,19}")) {
      return Optional.empty();
    }
    BigInteger value = new BigInteger(text);
    return value.bitLength() > 63 ? Optional.empty() : Optional.of(value.longValue());
  }
}

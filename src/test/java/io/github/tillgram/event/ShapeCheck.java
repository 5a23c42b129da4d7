package io.github.tillgram.event;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Compares the data of an event with the declared shape of its type. */
public final class ShapeCheck {

  private ShapeCheck() {}

  /** What is wrong with an event as merchants read it; empty when nothing is. */
  public static List<String> violations(String type, Map<String, Object> data) {
    return violations(type, data, false);
  }

  /**
   * @param erased whether what was personal in it is gone
   */
  static List<String> violations(String type, Map<String, Object> data, boolean erased) {
    return EventType.of(type)
        .map(known -> violations(type, EventShapes.of(known).facts(), data, erased))
        .orElseGet(() -> List.of(type + " is no type of event"));
  }

  private static List<String> violations(
      String where, List<Fact> facts, Map<String, Object> data, boolean erased) {
    List<String> violations = new ArrayList<>();
    Set<String> unknown = new HashSet<>(data.keySet());
    for (Fact fact : facts) {
      unknown.remove(fact.name());
      String name = where + " " + fact.name();
      if (data.containsKey(fact.name())) {
        violations.addAll(violations(name, fact, data.get(fact.name())));
      } else if (fact.required() && !(fact.personal() && erased)) {
        violations.add(name + " is missing");
      }
    }
    unknown.forEach(name -> violations.add(where + " " + name + " is not declared"));
    return violations;
  }

  private static List<String> violations(String name, Fact fact, Object value) {
    if (value == null) {
      return fact.nullable() ? List.of() : List.of(name + " is null");
    }
    if (fact.kind() == FactKind.INVOICE && value instanceof Map<?, ?> invoice) {
      return violations(name, InvoiceFacts.ALL, members(invoice), false);
    }
    return fits(fact, value)
        ? List.of()
        : List.of(name + " is no " + fact.kind() + " of " + fact.values() + ": " + value);
  }

  private static boolean fits(Fact fact, Object value) {
    return switch (fact.kind()) {
      case INTEGER -> isInteger(value);
      case TEXT -> value instanceof String;
      case CHOICE -> fact.values().contains(value);
      case CHOICES -> value instanceof List<?> all && fact.values().containsAll(all);
      case ID -> value instanceof String && parses(() -> UUID.fromString((String) value));
      case TIME -> value instanceof String && parses(() -> Instant.parse((String) value));
      case BOOLEAN -> value instanceof Boolean;
      case NUMBERS ->
          value instanceof Map<?, ?> numbers
              && numbers.values().stream().allMatch(ShapeCheck::isInteger);
      case OBJECT -> value instanceof Map;
      case INVOICE -> false;
    };
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  private static boolean parses(Runnable parsing) {
    try {
      parsing.run();
      return true;
    } catch (IllegalArgumentException | DateTimeParseException malformed) {
      return false;
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(Map<?, ?> object) {
    return (Map<String, Object>) object;
  }
}

package io.github.tillgram.event;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an event of a type looks like. A version stays as it was published: facts that are optional
 * may come, nothing goes or changes its kind. Whoever gives a type its second version must also
 * have rows say which version they are, since those that are there keep theirs.
 *
 * @param when it happens, in one sentence
 * @param facts in the order of the documentation
 */
public record EventShape(EventType type, int version, String when, List<Fact> facts) {

  static final int FIRST = 1;

  static EventShape of(EventType type, String when, Fact... facts) {
    return new EventShape(type, FIRST, when, List.of(facts));
  }

  /** Such as {@code InvoicePaidData}. */
  public String schemaName() {
    return Arrays.stream(type.wireName().split("[._]"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining("", "", "Data"));
  }

  /** Data of this shape with values that are nobody's. */
  public Map<String, Object> example() {
    Map<String, Object> example = new LinkedHashMap<>();
    facts.stream().filter(Fact::usual).forEach(fact -> example.put(fact.name(), fact.example()));
    return example;
  }
}

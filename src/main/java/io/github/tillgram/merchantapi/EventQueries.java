package io.github.tillgram.merchantapi;

import io.github.tillgram.event.EventType;
import io.github.tillgram.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what events are filtered by; what is wrong is named. */
final class EventQueries {

  static final String ACTOR =
      "On whose word: key for all your keys, key:<id> for one, operator, telegram, apay, payer, or"
          + " system for what came round by itself";

  private static final Pattern ACTORS =
      Pattern.compile(
          "operator|telegram|apay|payer|system|key(:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?");

  private EventQueries() {}

  static Set<String> types(List<String> names) {
    for (String name : names) {
      if (EventType.of(name).isEmpty()) {
        throw ProblemException.invalid("type", "must be the type of an event, like invoice.paid");
      }
    }
    return names.stream().collect(Collectors.toSet());
  }

  static Optional<String> actor(String value) {
    Optional<String> actor = Parameters.text("actor", value);
    if (actor.filter(ACTORS.asMatchPredicate().negate()).isPresent()) {
      throw ProblemException.invalid(
          "actor", "must be key, key:<id>, operator, telegram, apay, payer or system");
    }
    return actor;
  }
}

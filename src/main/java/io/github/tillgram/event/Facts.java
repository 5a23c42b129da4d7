package io.github.tillgram.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The facts of an event in two halves: those that stay for good, and those about a person, which he
 * may ask to have erased.
 *
 * @param data as JSON
 * @param personal as JSON; {@code null} if there are none
 */
record Facts(String data, String personal) {

  /** Where the facts about a payer stand, whatever the type of the event. */
  static final Set<String> PERSONAL = Set.of("payerId", "chatId", "country");

  static Facts apart(String data) {
    Map<String, Object> lasting = EventJson.read(data);
    Map<String, Object> personal = new LinkedHashMap<>(lasting);
    personal.keySet().retainAll(PERSONAL);
    lasting.keySet().removeAll(PERSONAL);
    if (personal.isEmpty()) {
      return new Facts(data, null);
    }
    String kept = EventJson.write(lasting);
    String erasable = EventJson.write(personal);
    return new Facts(kept, erasable);
  }
}

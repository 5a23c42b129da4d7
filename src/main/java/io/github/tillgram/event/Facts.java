package io.github.tillgram.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The facts of an event in two halves: those that stay for good, and those about a person, which he
 * may ask to have erased.
 *
 * @param data as JSON
 * @param personal as JSON; {@code null} if there are none
 */
record Facts(String data, String personal) {

  static Facts apart(String data) {
    Map<String, Object> lasting = EventJson.read(data);
    Map<String, Object> personal = new LinkedHashMap<>(lasting);
    personal.keySet().retainAll(EventShapes.personal());
    lasting.keySet().removeAll(EventShapes.personal());
    if (personal.isEmpty()) {
      return new Facts(data, null);
    }
    String kept = EventJson.write(lasting);
    String erasable = EventJson.write(personal);
    return new Facts(kept, erasable);
  }
}

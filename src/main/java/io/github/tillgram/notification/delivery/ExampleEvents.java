package io.github.tillgram.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tillgram.event.EventShape;
import io.github.tillgram.event.EventShapes;
import io.github.tillgram.event.EventType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an endpoint hears when its merchant wants to see whether it listens: the declared shape of
 * the type with values that are nobody's, and {@code example} beside them.
 */
final class ExampleEvents {

  private static final JsonMapper JSON = new JsonMapper();

  private ExampleEvents() {}

  /** Of a type that only a newer replica knows, the data is empty. */
  static String body(String type) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("timestamp", "2026-01-01T00:00:00Z");
    body.put("version", EventShapes.version(type));
    body.put("example", true);
    body.put(
        "data", EventType.of(type).map(EventShapes::of).map(EventShape::example).orElse(Map.of()));
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("our own values are always writable", impossible);
    }
  }
}

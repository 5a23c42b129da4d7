package io.github.tillgram.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The facts of an event as they are kept, in the order they were given. */
final class EventJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private EventJson() {}

  static String write(Map<String, ?> facts) {
    try {
      return MAPPER.writeValueAsString(facts);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("our own values are always writable", impossible);
    }
  }

  static Map<String, Object> read(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("a column holds damaged JSON", damaged);
    }
  }

  /** Both halves together; what was erased is simply not there. */
  static Map<String, Object> read(String data, String personal) {
    Map<String, Object> facts = read(data);
    if (personal != null) {
      facts.putAll(read(personal));
    }
    return facts;
  }
}

package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Json;

/** The result of a call that went well, sometimes with words. */
record Answer(JsonNode result, String description) {

  static Answer of(JsonNode result) {
    return new Answer(result, "");
  }

  static Answer yes() {
    return of(BooleanNode.TRUE);
  }

  static Answer yes(String description) {
    return new Answer(BooleanNode.TRUE, description);
  }

  ObjectNode wire() {
    ObjectNode body = Json.object().put("ok", true);
    body.set("result", result);
    if (!description.isEmpty()) {
      body.put("description", description);
    }
    return body;
  }
}

package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An update that nobody has acknowledged yet.
 *
 * @param queue updates of one queue are delivered one after the other
 * @param expiresAt seconds since the epoch
 */
public record PendingUpdate(long id, String kind, String queue, JsonNode body, long expiresAt) {

  public PendingUpdate inQueue(String other) {
    return new PendingUpdate(id, kind, other, body, expiresAt);
  }

  PendingUpdate withId(long other) {
    return new PendingUpdate(other, kind, queue, body, expiresAt);
  }

  /** What getUpdates returns. */
  public ObjectNode wire() {
    ObjectNode update = Json.object().put("update_id", id);
    update.set(kind, body);
    return update;
  }

  /** What a webhook receives, down to the line break of the real server. */
  public String webhookBody() {
    return "{\"update_id\":" + id + ",\n\"" + kind + "\":" + Json.text(body) + "}";
  }
}

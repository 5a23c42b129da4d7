package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The one channel every sandbox has. Each bot may post there and sees its own posts alone. */
public record Channel(long id, String title) {
  private static final Channel ONLY = new Channel(-1001000000001L, "Sandbox Channel");

  public static Optional<Channel> find(long id) {
    return Optional.of(ONLY).filter(channel -> channel.id() == id);
  }

  /** The Bot API's {@code Chat}. */
  public ObjectNode chat() {
    return Json.object().put("id", id).put("title", title).put("type", "channel");
  }
}

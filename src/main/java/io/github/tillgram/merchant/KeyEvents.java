package io.github.tillgram.merchant;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.security.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down what becomes of keys, in the caller's transaction; never a key itself. */
@ApplicationScoped
class KeyEvents {

  private final Timeline timeline;

  KeyEvents(Timeline timeline) {
    this.timeline = timeline;
  }

  Uni<Void> created(ApiKey key) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("keyId", key.id());
    data.put("name", key.name());
    data.put("scopes", scopes(key));
    key.expiresAt().ifPresent(end -> data.put("expiresAt", end.toString()));
    return add(key, EventType.API_KEY_CREATED, data);
  }

  /**
   * @param until when the one before counts no more
   */
  Uni<Void> rotated(ApiKey key, ApiKey successor, Instant until) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("keyId", key.id());
    data.put("successorId", successor.id());
    data.put("countsUntil", until.toString());
    return add(key, EventType.API_KEY_ROTATED, data);
  }

  Uni<Void> revoked(ApiKey key) {
    return add(key, EventType.API_KEY_REVOKED, Map.of("keyId", key.id(), "name", key.name()));
  }

  private static List<String> scopes(ApiKey key) {
    return key.scopes().stream().map(Scope::toString).sorted().toList();
  }

  private Uni<Void> add(ApiKey key, EventType type, Map<String, ?> data) {
    return timeline.add(key.merchantId(), null, type, data);
  }
}

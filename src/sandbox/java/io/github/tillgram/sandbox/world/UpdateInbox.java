package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The updates of one bot that wait for acknowledgement, in the order of their ids. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class UpdateInbox {
  private final NavigableMap<Long, PendingUpdate> pending = new TreeMap<>();
  private long nextId;

  @JsonCreator
  public UpdateInbox(@JsonProperty("nextId") long nextId) {
    this.nextId = nextId;
  }

  /** A new update with the next id, which is not pending yet. */
  public PendingUpdate create(String kind, String queue, JsonNode body, long now) {
    long expiresAt = now + UpdateKind.secondsKept(kind);
    return new PendingUpdate(nextId++, kind, queue, body, expiresAt);
  }

  public PendingUpdate renumbered(PendingUpdate update) {
    return update.withId(nextId++);
  }

  public void add(PendingUpdate update) {
    pending.put(update.id(), update);
  }

  public void remove(long id) {
    pending.remove(id);
  }

  public void clear() {
    pending.clear();
  }

  public int size() {
    return pending.size();
  }

  public Collection<PendingUpdate> all() {
    return pending.values();
  }

  /**
   * A positive offset acknowledges everything before it; a negative one keeps only so many of the
   * newest.
   */
  public void acknowledge(long offset) {
    if (offset > 0) {
      pending.headMap(offset).clear();
    }
    while (offset < 0 && pending.size() > -offset) {
      pending.pollFirstEntry();
    }
  }

  public List<PendingUpdate> first(int limit, long now) {
    pending.values().removeIf(update -> update.expiresAt() < now);
    return pending.values().stream().limit(limit).toList();
  }
}

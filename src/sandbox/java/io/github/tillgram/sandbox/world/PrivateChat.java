package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The chat of one bot with one person. It counts its changes so that a page can ask for news. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class PrivateChat {
  private final NavigableMap<Long, ChatMessage> messages = new TreeMap<>();
  private boolean blocked;
  private long version;

  public void add(ChatMessage message) {
    messages.put(message.id(), message);
    version++;
  }

  public Optional<ChatMessage> message(long id) {
    return Optional.ofNullable(messages.get(id));
  }

  public boolean remove(long id) {
    version++;
    return messages.remove(id) != null;
  }

  public Collection<ChatMessage> messages() {
    return messages.values();
  }

  public void changed() {
    version++;
  }

  public long version() {
    return version;
  }

  public boolean isBlocked() {
    return blocked;
  }

  public void block(boolean block) {
    blocked = block;
    version++;
  }
}

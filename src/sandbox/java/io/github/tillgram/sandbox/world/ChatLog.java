package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The messages of a chat. It counts its changes so that a page can ask for news. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public abstract class ChatLog {
  private final NavigableMap<Long, ChatMessage> messages = new TreeMap<>();
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
}

package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A group or a channel: every person is in it, bots only when they were added. */
public final class GroupChat extends ChatLog {
  private final long id;
  private final Kind kind;
  private final String title;
  private final Map<Long, Standing> bots = new TreeMap<>();
  private Long migratedTo;
  private long lastMessageId;

  /** The kinds of chat with many members. */
  public enum Kind {
    GROUP,
    SUPERGROUP,
    CHANNEL;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a bot is in the chat. In a channel only administrators write. */
  public enum Standing {
    MEMBER,
    ADMINISTRATOR,
    KICKED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @JsonCreator
  public GroupChat(
      @JsonProperty("id") long id,
      @JsonProperty("kind") Kind kind,
      @JsonProperty("title") String title) {
    this.id = id;
    this.kind = kind;
    this.title = title;
  }

  public long id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isChannel() {
    return kind == Kind.CHANNEL;
  }

  public Optional<Standing> standing(Bot bot) {
    return Optional.ofNullable(bots.get(bot.id()));
  }

  public Map<Long, Standing> standings() {
    return bots;
  }

  public void place(Bot bot, Standing standing) {
    bots.put(bot.id(), standing);
    changed();
  }

  /** Whether the bot is in the chat and hears of it. */
  public boolean has(Bot bot) {
    return standing(bot).filter(standing -> standing != Standing.KICKED).isPresent();
  }

  /** The supergroup this group has become. */
  public OptionalLong migratedTo() {
    return migratedTo == null ? OptionalLong.empty() : OptionalLong.of(migratedTo);
  }

  void migrateTo(long supergroup) {
    migratedTo = supergroup;
    changed();
  }

  public long nextMessageId() {
    return ++lastMessageId;
  }

  /** The Bot API's {@code Chat}. */
  public ObjectNode chat() {
    return Json.object().put("id", id).put("title", title).put("type", kind.wireName());
  }

  GroupChat asSupergroup(long newId) {
    GroupChat supergroup = new GroupChat(newId, Kind.SUPERGROUP, title);
    supergroup.bots.putAll(bots);
    return supergroup;
  }
}

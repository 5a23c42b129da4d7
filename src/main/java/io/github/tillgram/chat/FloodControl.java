package io.github.tillgram.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Spreads messages so that Telegram need not refuse them: one per second in a private chat, twenty
 * per minute in a group, thirty per second for a bot. What Telegram still refuses it tells us when
 * to repeat, and the whole bot waits that long.
 */
@ApplicationScoped
public class FloodControl {

  private static final Duration PER_CHAT = Duration.ofSeconds(1);
  private static final Duration PER_GROUP = Duration.ofSeconds(3);
  private static final Duration PER_BOT = Duration.ofMillis(34);
  private static final long MOST_CHATS = 100_000;

  private record ChatKey(UUID botId, long chatId) {}

  private final Clock clock;
  private final Cache<ChatKey, Instant> chats = untilUnused();
  private final Cache<UUID, Instant> bots = untilUnused();

  FloodControl(Clock clock) {
    this.clock = clock;
  }

  /** Takes the next place in the line, or says how long to wait before asking again. */
  public synchronized Duration turn(UUID botId, long chatId) {
    Instant now = clock.instant();
    ChatKey chat = new ChatKey(botId, chatId);
    Instant free = later(chats.getIfPresent(chat), bots.getIfPresent(botId));
    if (free != null && free.isAfter(now)) {
      return Duration.between(now, free);
    }
    chats.put(chat, now.plus(chatId < 0 ? PER_GROUP : PER_CHAT));
    bots.put(botId, now.plus(PER_BOT));
    return Duration.ZERO;
  }

  /** Telegram asked the bot to be quiet. */
  public synchronized void pause(UUID botId, Duration wait) {
    bots.put(botId, later(clock.instant().plus(wait), bots.getIfPresent(botId)));
  }

  private static Instant later(Instant one, Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private static <K> Cache<K, Instant> untilUnused() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_CHATS)
        .expireAfterWrite(Duration.ofMinutes(10))
        .build();
  }
}

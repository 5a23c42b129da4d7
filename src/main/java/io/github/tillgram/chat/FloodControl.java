package io.github.tillgram.chat;

import io.github.tillgram.notification.outbox.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Spreads messages so that Telegram need not refuse them: one per second in a private chat, twenty
 * per minute in a group, thirty per second for a bot, however many replicas there are. What
 * Telegram still refuses it tells us when to repeat, and the whole bot waits that long.
 */
@ApplicationScoped
class FloodControl implements Pace {

  /** A little less often than allowed, since the way to Telegram is not always equally long. */
  private static final Duration PER_BOT = Duration.ofMillis(36);

  private static final Duration PER_CHAT = Duration.ofSeconds(1);
  private static final Duration PER_GROUP = Duration.ofSeconds(3);

  @Override
  public Duration perBot() {
    return PER_BOT;
  }

  @Override
  public Duration perChat() {
    return PER_CHAT;
  }

  @Override
  public Duration perGroup() {
    return PER_GROUP;
  }
}

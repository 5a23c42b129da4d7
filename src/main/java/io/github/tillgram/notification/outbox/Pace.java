package io.github.tillgram.notification.outbox;

import java.time.Duration;

/**
 * How long a line is closed behind a row that speaks, whichever replica it goes through. Whoever
 * knows the messenger's limits implements it. A row speaks into a chat when its body names a {@code
 * chatId}; rows that do not are never held up.
 */
public interface Pace {

  /** Between two messages of one bot. */
  Duration perBot();

  /** Between two messages in one private chat. */
  Duration perChat();

  /** Between two messages in one group; groups have negative ids. */
  Duration perGroup();
}

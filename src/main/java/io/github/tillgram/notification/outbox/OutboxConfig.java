package io.github.tillgram.notification.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a replica works off what must happen later. */
@ConfigMapping(prefix = "tillgram.outbox")
public interface OutboxConfig {

  /** How often a replica looks for rows that are due. */
  @WithDefault("PT0.25S")
  Duration poll();

  /** How many rows a replica claims at once, and so how many calls it has under way. */
  @WithDefault("32")
  int batch();

  /**
   * How long a claim holds. Longer than any call may last; afterwards another replica takes over.
   */
  @WithDefault("PT60S")
  Duration lease();

  /** A row that could still succeed is given up when it is older than this. */
  @WithDefault("PT24H")
  Duration giveUpAfter();

  /** How long the end of the process waits for calls under way. */
  @WithDefault("PT15S")
  Duration drain();
}

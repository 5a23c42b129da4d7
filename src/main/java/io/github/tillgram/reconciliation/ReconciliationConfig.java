package io.github.tillgram.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often our books are compared with others', and how fresh a difference may be. */
@ConfigMapping(prefix = "tillgram.reconciliation")
public interface ReconciliationConfig {

  /** How long after the end of a bot's run its next one begins. */
  @WithDefault("PT6H")
  Duration every();

  /**
   * What moved within this time before the walk began is left to the next one: its update may be
   * under way.
   */
  @WithDefault("PT15M")
  Duration grace();
}

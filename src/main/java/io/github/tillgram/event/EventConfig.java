package io.github.tillgram.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events become readable. */
@ConfigMapping(prefix = "tillgram.events")
public interface EventConfig {

  /** How often a replica looks for events that have no place yet. */
  @WithDefault("PT0.25S")
  Duration sealEvery();
}

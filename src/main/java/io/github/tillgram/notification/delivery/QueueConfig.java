package io.github.tillgram.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a replica works off what merchants' endpoints are to hear, and for how long it tries. */
@ConfigMapping(prefix = "tillgram.delivery")
public interface QueueConfig {

  /** How often a replica looks for deliveries that are due. */
  @WithDefault("PT0.25S")
  Duration poll();

  /** How many calls a replica has under way at most. */
  @WithDefault("256")
  int places();

  /** How many of them to one endpoint. */
  @WithDefault("16")
  int placesPerEndpoint();

  /** How long the end of the process waits for calls under way. */
  @WithDefault("PT15S")
  Duration drain();

  /** A delivery that is older than this when an attempt fails is given up. */
  @WithDefault("P3D")
  Duration giveUpAfter();

  /** An endpoint that has taken nothing for so long is switched off. */
  @WithDefault("P5D")
  Duration disableAfter();

  /** An endpoint for which more waits is switched off. */
  @WithDefault("100000")
  long mostWaiting();

  /** How long deliveries that ended are kept, with their attempts. */
  @WithDefault("P30D")
  Duration retention();
}

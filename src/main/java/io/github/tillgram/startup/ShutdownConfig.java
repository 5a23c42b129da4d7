package io.github.tillgram.startup;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How a replica leaves. Read through {@code application.properties} and by the check of the
 * settings, so no bean asks for it.
 */
@Unremovable
@ConfigMapping(prefix = "tillgram.shutdown")
public interface ShutdownConfig {

  /**
   * How long a replica that was asked to end says that it is not ready and serves all the same, so
   * that whoever sends it requests has time to notice. Afterwards requests are refused and those
   * under way finished.
   */
  @WithDefault("PT5S")
  Duration delay();
}

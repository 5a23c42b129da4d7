package io.github.tillgram.startup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;

/** A delay without end would keep every replica until it is killed in the middle of its work. */
@RegisterForReflection
public final class ShutdownSettings implements SettingsRule<ShutdownConfig> {

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  @Override
  public Class<ShutdownConfig> settings() {
    return ShutdownConfig.class;
  }

  @Override
  public List<String> findings(ShutdownConfig settings) {
    return settings.delay().isNegative() || settings.delay().compareTo(LONGEST_DELAY) > 0
        ? List.of("TILLGRAM_SHUTDOWN_DELAY must lie between PT0S and PT5M")
        : List.of();
  }
}

package io.github.tillgram.apay.page;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;

/** Nobody pays in less than a minute, and nobody else should wait for more than a day. */
@RegisterForReflection
public final class PageSettings implements SettingsRule<PageConfig> {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  @Override
  public Class<PageConfig> settings() {
    return PageConfig.class;
  }

  @Override
  public List<String> findings(PageConfig settings) {
    Duration reservation = settings.reservation();
    return reservation.compareTo(SHORTEST) < 0 || reservation.compareTo(LONGEST) > 0
        ? List.of("TILLGRAM_APAY_RESERVATION must lie between PT1M and PT24H")
        : List.of();
  }
}

package io.github.tillgram.apay.postback;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;

/** What is forgotten within days is no help in a dispute. */
@RegisterForReflection
public final class PostbackSettings implements SettingsRule<PostbackConfig> {

  private static final Duration SHORTEST = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(36_500);

  @Override
  public Class<PostbackConfig> settings() {
    return PostbackConfig.class;
  }

  @Override
  public List<String> findings(PostbackConfig settings) {
    Duration retention = settings.retention();
    return retention.compareTo(SHORTEST) < 0 || retention.compareTo(LONGEST) > 0
        ? List.of("TILLGRAM_APAY_POSTBACK_RETENTION must lie between P30D and P36500D")
        : List.of();
  }
}

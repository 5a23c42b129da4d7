package io.github.tillgram.notification.outbox;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A worker that never looks, or claims nothing, would leave everything undone in silence. */
@RegisterForReflection
public final class OutboxSettings implements SettingsRule<OutboxConfig> {

  @Override
  public Class<OutboxConfig> settings() {
    return OutboxConfig.class;
  }

  @Override
  public List<String> findings(OutboxConfig settings) {
    return Stream.of(
            positive("TILLGRAM_OUTBOX_POLL", settings.poll()),
            positive("TILLGRAM_OUTBOX_LEASE", settings.lease()),
            positive("TILLGRAM_OUTBOX_GIVE_UP_AFTER", settings.giveUpAfter()),
            settings.batch() > 0
                ? Stream.<String>empty()
                : Stream.of("TILLGRAM_OUTBOX_BATCH must be at least 1"))
        .flatMap(findings -> findings)
        .toList();
  }

  private static Stream<String> positive(String variable, Duration duration) {
    return duration.toMillis() > 0
        ? Stream.empty()
        : Stream.of(variable + " must be longer than nothing, for example PT1S");
  }
}

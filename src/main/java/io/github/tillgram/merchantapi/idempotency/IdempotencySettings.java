package io.github.tillgram.merchantapi.idempotency;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;

/** A key that is forgotten while its request is repeated does its work twice. */
@RegisterForReflection
public final class IdempotencySettings implements SettingsRule<IdempotencyConfig> {

  private static final Duration SHORTEST = Duration.ofHours(1);

  @Override
  public Class<IdempotencyConfig> settings() {
    return IdempotencyConfig.class;
  }

  @Override
  public List<String> findings(IdempotencyConfig settings) {
    return settings.retention().compareTo(SHORTEST) < 0
        ? List.of("TILLGRAM_IDEMPOTENCY_RETENTION must be at least PT1H")
        : List.of();
  }
}

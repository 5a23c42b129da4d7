package io.github.tillgram.reconciliation;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Telegram is not walked without pause, and what is under way is no difference. */
@RegisterForReflection
public final class ReconciliationSettings implements SettingsRule<ReconciliationConfig> {

  private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);

  @Override
  public Class<ReconciliationConfig> settings() {
    return ReconciliationConfig.class;
  }

  @Override
  public List<String> findings(ReconciliationConfig settings) {
    List<String> findings = new ArrayList<>();
    if (settings.every().compareTo(SHORTEST_PAUSE) < 0) {
      findings.add("TILLGRAM_RECONCILIATION_EVERY must be at least PT1M");
    }
    if (settings.grace().isNegative()) {
      findings.add("TILLGRAM_RECONCILIATION_GRACE must not be negative, for example PT15M");
    }
    return findings;
  }
}

package io.github.tillgram.invoice;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A checkout that cannot be answered in time, or that holds no invoice, is no checkout. */
@RegisterForReflection
public final class CheckoutSettings implements SettingsRule<CheckoutConfig> {

  private static final Duration SHORTEST_BUDGET = Duration.ofMillis(100);

  /**
   * Telegram gives ten seconds, its network included; an answer takes one and a half and a second.
   */
  private static final Duration LONGEST_BUDGET = Duration.ofSeconds(5);

  @Override
  public Class<CheckoutConfig> settings() {
    return CheckoutConfig.class;
  }

  @Override
  public List<String> findings(CheckoutConfig settings) {
    List<String> findings = new ArrayList<>();
    if (settings.budget().compareTo(SHORTEST_BUDGET) < 0
        || settings.budget().compareTo(LONGEST_BUDGET) > 0) {
      findings.add("TILLGRAM_CHECKOUT_BUDGET must lie between PT0.1S and PT5S");
    }
    if (settings.reservation().isNegative() || settings.reservation().isZero()) {
      findings.add("TILLGRAM_CHECKOUT_RESERVATION must be longer than nothing, for example PT15M");
    }
    return findings;
  }
}

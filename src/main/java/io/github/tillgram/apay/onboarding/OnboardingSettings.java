package io.github.tillgram.apay.onboarding;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Former keys end at some time, and a link lives long enough to be used. */
@RegisterForReflection
public final class OnboardingSettings implements SettingsRule<OnboardingConfig> {

  private static final Duration LONGEST_FORMER_KEYS = Duration.ofDays(30);
  private static final Duration SHORTEST_LINK = Duration.ofMinutes(1);
  private static final Duration LONGEST_LINK = Duration.ofDays(7);

  @Override
  public Class<OnboardingConfig> settings() {
    return OnboardingConfig.class;
  }

  @Override
  public List<String> findings(OnboardingConfig settings) {
    List<String> findings = new ArrayList<>();
    Duration keys = settings.formerKeys();
    if (keys.isNegative() || keys.compareTo(LONGEST_FORMER_KEYS) > 0) {
      findings.add("TILLGRAM_APAY_FORMER_KEYS must lie between PT0S and P30D, for example PT24H");
    }
    Duration links = settings.connectLinks();
    if (links.compareTo(SHORTEST_LINK) < 0 || links.compareTo(LONGEST_LINK) > 0) {
      findings.add("TILLGRAM_APAY_CONNECT_LINKS must lie between PT1M and P7D, for example PT1H");
    }
    return findings;
  }
}

package io.github.tillgram.security;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A proxy that is not understood would make every caller one, or let each choose his address. */
@RegisterForReflection
public final class DoorSettings implements SettingsRule<DoorConfig> {

  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);

  @Override
  public Class<DoorConfig> settings() {
    return DoorConfig.class;
  }

  @Override
  public List<String> findings(DoorConfig settings) {
    List<String> findings = new ArrayList<>();
    try {
      AddressRanges.parse(settings.trustedProxies().orElse(""), Map.of());
    } catch (IllegalArgumentException malformed) {
      findings.add("TILLGRAM_TRUSTED_PROXIES: " + malformed.getMessage());
    }
    if (settings.authentication().failures() < 1) {
      findings.add("TILLGRAM_AUTHENTICATION_FAILURES must be at least 1");
    }
    if (settings.authentication().window().compareTo(SHORTEST_WINDOW) < 0) {
      findings.add("TILLGRAM_AUTHENTICATION_WINDOW must be at least PT1S");
    }
    return findings;
  }
}

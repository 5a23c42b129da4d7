package io.github.tillgram.notification.delivery;

import io.github.tillgram.security.AddressRanges;
import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A range that is misread would open a network, and a call without time could never succeed. */
@RegisterForReflection
public final class DeliverySettings implements SettingsRule<DeliveryConfig> {

  private static final Duration LONGEST_CALL = Duration.ofMinutes(1);

  @Override
  public Class<DeliveryConfig> settings() {
    return DeliveryConfig.class;
  }

  @Override
  public List<String> findings(DeliveryConfig settings) {
    List<String> findings = new ArrayList<>();
    try {
      AddressRanges.parse(settings.allowedNetworks().orElse(""), Map.of());
    } catch (IllegalArgumentException malformed) {
      findings.add("TILLGRAM_DELIVERY_ALLOWED_NETWORKS: " + malformed.getMessage());
    }
    if (settings.timeout().toMillis() < 1 || settings.timeout().compareTo(LONGEST_CALL) > 0) {
      findings.add("TILLGRAM_DELIVERY_TIMEOUT must be longer than nothing and at most PT1M");
    }
    if (settings.connectTimeout().toMillis() < 1
        || settings.connectTimeout().compareTo(settings.timeout()) > 0) {
      findings.add(
          "TILLGRAM_DELIVERY_CONNECT_TIMEOUT must be longer than nothing and at most"
              + " TILLGRAM_DELIVERY_TIMEOUT");
    }
    return findings;
  }
}

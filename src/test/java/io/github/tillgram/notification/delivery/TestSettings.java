package io.github.tillgram.notification.delivery;

import java.time.Duration;
import java.util.Optional;

/** Settings as a test wants them. */
record TestSettings(String networks, Duration timeout, Duration connectTimeout)
    implements DeliveryConfig {

  static final TestSettings NOTHING_ALLOWED = of("");
  static final TestSettings LOOPBACK_ALLOWED = of("127.0.0.0/8,::1");

  static TestSettings of(String networks) {
    return new TestSettings(networks, Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  @Override
  public Optional<String> allowedNetworks() {
    return Optional.of(networks).filter(some -> !some.isEmpty());
  }
}

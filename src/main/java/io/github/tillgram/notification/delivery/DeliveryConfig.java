package io.github.tillgram.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How merchants' endpoints are called. */
@ConfigMapping(prefix = "tillgram.delivery")
public interface DeliveryConfig {

  /**
   * Addresses and CIDR ranges, separated by commas, that endpoints may have although they are not
   * public, for who runs them beside this service; there plain HTTP will do.
   */
  Optional<String> allowedNetworks();

  /** How long a call may take from looking up the name to the last byte of the answer. */
  @WithDefault("PT15S")
  Duration timeout();

  /** How long a connection may take, TLS included. */
  @WithDefault("PT5S")
  Duration connectTimeout();
}

package io.github.tillgram.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who stands before our doors, and how often he may fail to prove who he is. */
@ConfigMapping(prefix = "tillgram")
public interface DoorConfig {

  /**
   * Comma-separated addresses and CIDR ranges of the proxies in front of us. Only what they say in
   * {@code X-Forwarded-For} is believed; without any, the caller is whoever opened the connection.
   */
  Optional<String> trustedProxies();

  Authentication authentication();

  interface Authentication {

    /** How many failures of one address are answered in full within a window. */
    @WithDefault("20")
    int failures();

    /** How long failures are counted, and the most that an address is told to wait. */
    @WithDefault("PT1M")
    Duration window();
  }
}

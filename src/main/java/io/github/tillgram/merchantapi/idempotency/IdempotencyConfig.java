package io.github.tillgram.merchantapi.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a POST can be repeated without fear. */
@ConfigMapping(prefix = "tillgram.idempotency")
public interface IdempotencyConfig {

  /** How long after the first request with a key its answer is repeated; then the key is new. */
  @WithDefault("PT24H")
  Duration retention();
}

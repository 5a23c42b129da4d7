package io.github.tillgram.apay.postback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What becomes of postbacks once they are taken. */
@ConfigMapping(prefix = "tillgram.apay.postback")
public interface PostbackConfig {

  /**
   * How long bodies are kept. Banks let a payer dispute a payment for up to a year and a bit; a
   * repeat after that is still none to the books.
   */
  @WithDefault("P400D")
  Duration retention();
}

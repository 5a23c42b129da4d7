package io.github.tillgram.invoice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a payer may take, and how long the database may. */
@ConfigMapping(prefix = "tillgram.checkout")
public interface CheckoutConfig {

  /**
   * How long an approved payer keeps the invoice for himself. When it lapses, others may try; a
   * payment that still comes is counted and marked NOT_RESERVED.
   */
  @WithDefault("PT15M")
  Duration reservation();

  /**
   * How long a statement of a pre-checkout may take at the database, the wait for a connection
   * included. Another one begins only within the first half of it, so the answer is out after one
   * and a half of it and a second. Telegram gives ten seconds in all: this stays well below.
   */
  @WithDefault("PT3S")
  Duration budget();
}

package io.github.tillgram.apay.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How payers are led to A-Pay's pages. */
@ConfigMapping(prefix = "tillgram.apay")
public interface PageConfig {

  /**
   * How long an invoice is kept for a payer who was given a page: about as long as A-Pay's pages
   * live, and longer than a transfer takes.
   */
  @WithDefault("PT30M")
  Duration reservation();
}

package io.github.tillgram.telegram.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How Telegram's servers are reached. */
@ConfigMapping(prefix = "tillgram")
public interface TelegramConfig {

  Api telegram();

  /** Where the limits of currencies are read once a day. */
  @WithDefault("https://core.telegram.org/bots/payments/currencies.json")
  URI currenciesUrl();

  interface Api {

    /** Root of the Bot API; plain http is allowed, a local Bot API server speaks nothing else. */
    @WithDefault("https://api.telegram.org")
    URI apiUrl();

    /** How long to wait for a connection; nothing was sent when it passes. */
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** How long to wait for an answer; afterwards nobody knows whether the call was carried out. */
    @WithDefault("PT20S")
    Duration readTimeout();
  }
}

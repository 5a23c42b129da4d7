package io.github.tillgram.telegram.client;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How Telegram's servers are reached. Read through {@code application.properties} and by the check
 * of the settings, so no bean asks for it.
 */
@Unremovable
@ConfigMapping(prefix = "tillgram")
public interface TelegramConfig {

  Api telegram();

  /** Where the limits of currencies are read once a day. */
  @WithDefault("https://core.telegram.org/bots/payments/currencies.json")
  String currenciesUrl();

  interface Api {

    /** Root of the Bot API; plain http is allowed, a local Bot API server speaks nothing else. */
    @WithDefault("https://api.telegram.org")
    String apiUrl();
  }
}

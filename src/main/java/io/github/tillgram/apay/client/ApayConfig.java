package io.github.tillgram.apay.client;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How A-Pay is reached. Read through {@code application.properties} and by the check of the
 * settings, so no bean asks for it.
 */
@Unremovable
@ConfigMapping(prefix = "tillgram.apay")
public interface ApayConfig {

  /** Root of A-Pay's API. */
  @WithDefault("https://pay-crm.com")
  String apiUrl();
}

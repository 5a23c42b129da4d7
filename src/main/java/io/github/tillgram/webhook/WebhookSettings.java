package io.github.tillgram.webhook;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Without an address of our own no webhook can be registered, and updates have to be polled. */
@RegisterForReflection
public final class WebhookSettings implements SettingsRule<WebhookConfig> {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int MOST_CONNECTIONS = 100;
  private static final Duration LONGEST_REPETITION = Duration.ofHours(24);
  private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(10);

  @Override
  public Class<WebhookConfig> settings() {
    return WebhookConfig.class;
  }

  @Override
  public List<String> findings(WebhookConfig settings) {
    List<String> findings = new ArrayList<>();
    String url = settings.publicUrl().orElse("");
    if (url.isBlank()) {
      if (!settings.polls()) {
        findings.add(
            "TILLGRAM_PUBLIC_URL is missing: set the address Telegram reaches, for example"
                + " https://pay.example.com, or TILLGRAM_TELEGRAM_UPDATES=POLLING");
      }
    } else if (!isRoot(url)) {
      findings.add(
          "TILLGRAM_PUBLIC_URL must be an http or https address without query, for example"
              + " https://pay.example.com");
    }
    int connections = settings.webhook().maxConnections();
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      findings.add("TILLGRAM_WEBHOOK_MAX_CONNECTIONS must lie between 1 and 100");
    }
    if (settings.webhook().journal().compareTo(LONGEST_REPETITION) < 0) {
      findings.add("TILLGRAM_WEBHOOK_JOURNAL must be at least PT24H, as long as Telegram repeats");
    }
    if (settings.webhook().watchEvery().compareTo(OFTEN_ENOUGH) < 0) {
      findings.add("TILLGRAM_WEBHOOK_WATCH_EVERY must be at least PT10S");
    }
    if (settings.webhook().newKindsAfter().isNegative()) {
      findings.add("TILLGRAM_WEBHOOK_NEW_KINDS_AFTER must not be negative");
    }
    try {
      AllowedSenders.of(settings);
    } catch (IllegalArgumentException malformed) {
      findings.add("TILLGRAM_WEBHOOK_ALLOWED_ADDRESSES: " + malformed.getMessage());
    }
    return findings;
  }

  private static boolean isRoot(String url) {
    try {
      URI uri = URI.create(url);
      return SCHEMES.contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getQuery() == null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}

package io.github.tillgram.telegram.client;

import io.github.tillgram.startup.SettingsRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Addresses that cannot be called are told at the start, not by the first payment. */
@ApplicationScoped
class TelegramSettings implements SettingsRule {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final TelegramConfig config;

  TelegramSettings(TelegramConfig config) {
    this.config = config;
  }

  @Override
  public List<String> findings() {
    return Stream.concat(
            finding("TILLGRAM_TELEGRAM_API_URL", config.telegram().apiUrl()),
            finding("TILLGRAM_CURRENCIES_URL", config.currenciesUrl()))
        .toList();
  }

  private static Stream<String> finding(String variable, String url) {
    return isAddress(url)
        ? Stream.empty()
        : Stream.of(variable + " must be an http or https address");
  }

  private static boolean isAddress(String url) {
    try {
      URI uri = URI.create(url);
      return SCHEMES.contains(uri.getScheme()) && uri.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}

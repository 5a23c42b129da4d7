package io.github.tillgram.telegram.client;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Addresses that cannot be called are told at the start, not by the first payment. */
@RegisterForReflection
public final class TelegramSettings implements SettingsRule<TelegramConfig> {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  @Override
  public Class<TelegramConfig> settings() {
    return TelegramConfig.class;
  }

  @Override
  public List<String> findings(TelegramConfig settings) {
    return Stream.concat(
            finding("TILLGRAM_TELEGRAM_API_URL", settings.telegram().apiUrl()),
            finding("TILLGRAM_CURRENCIES_URL", settings.currenciesUrl()))
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
      return SCHEMES.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}

package io.github.tillgram.telegram.client;

import io.github.tillgram.startup.HttpAddress;
import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Stream;

/** Addresses that cannot be called are told at the start, not by the first payment. */
@RegisterForReflection
public final class TelegramSettings implements SettingsRule<TelegramConfig> {

  @Override
  public Class<TelegramConfig> settings() {
    return TelegramConfig.class;
  }

  @Override
  public List<String> findings(TelegramConfig settings) {
    return Stream.concat(
            HttpAddress.finding("TILLGRAM_TELEGRAM_API_URL", settings.telegram().apiUrl()),
            HttpAddress.finding("TILLGRAM_CURRENCIES_URL", settings.currenciesUrl()))
        .toList();
  }
}

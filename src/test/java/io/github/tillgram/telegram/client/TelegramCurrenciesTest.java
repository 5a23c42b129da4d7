package io.github.tillgram.telegram.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tillgram.telegram.client.TelegramCurrencies.AmountLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramCurrenciesTest {

  @Test
  void theFileInTelegramsShapeIsReadWhole() throws IOException {
    try (InputStream file = getClass().getResourceAsStream("/sandbox/currencies.json")) {
      assertThat(TelegramCurrencies.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8)))
          .hasSize(84)
          .containsEntry("USD", new AmountLimits(100, 1_000_000));
    }
  }

  @Test
  void limitsAreTextOrNumbers() {
    assertThat(TelegramCurrencies.parse(list("\"100\"", "1000000")))
        .containsEntry("USD", new AmountLimits(100, 1_000_000));
    assertThat(TelegramCurrencies.parse(list("100", "\"1000000\"")))
        .containsEntry("USD", new AmountLimits(100, 1_000_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12.5",
        "\"1e3\"",
        "\"\"",
        "null",
        "true",
        "[]",
        "0",
        "-1",
        "\"1 000\"",
        "1000001"
      })
  void anEntryThatCannotBeReadDoesNotSpoilTheOthers(String min) {
    assertThat(TelegramCurrencies.parse(list(min, "1000000"))).containsOnlyKeys("EUR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html></html>", "{}", "[]", "null", "7", "{\"USD\": 7}"})
  void aFileWithoutAnyLimitIsRefused(String file) {
    assertThatThrownBy(() -> TelegramCurrencies.parse(file))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String list(String usdMin, String usdMax) {
    return """
        {"USD": {"code": "USD", "exp": 2, "min_amount": %s, "max_amount": %s},
         "EUR": {"code": "EUR", "exp": 2, "min_amount": "90", "max_amount": "900000"}}
        """
        .formatted(usdMin, usdMax);
  }
}

package io.github.tillgram.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CurrenciesTest {

  @ParameterizedTest
  @MethodSource("isoCodes")
  void aCodeOfIso4217HasAsManyDecimalsAsJavaSays(String code) {
    assertThat(Currencies.exponent(code))
        .hasValue(Currency.getInstance(code).getDefaultFractionDigits());
  }

  static Stream<String> isoCodes() {
    return Currencies.codes().stream().filter(code -> !code.equals("XTR"));
  }

  @Test
  void everyCurrencyOfTelegramsFileHasTheExponentTheFileGives() throws IOException {
    JsonObject file = currenciesFile();

    assertThat(file.fieldNames()).hasSize(84);
    for (String code : file.fieldNames()) {
      assertThat(Currencies.exponent(code))
          .as(code)
          .hasValue(file.getJsonObject(code).getInteger("exp"));
    }
  }

  @Test
  void theOnesTelegramAddedSinceAndStarsAreThereToo() {
    assertThat(Currencies.codes())
        .hasSize(95)
        .containsAll(
            Set.of("BHD", "BYN", "ETB", "GHS", "IQD", "IRR", "JOD", "MMK", "MOP", "SYP", "XTR"));
    assertThat(Currencies.exponent("XTR")).hasValue(0);
  }

  @Test
  void aCodeTelegramDoesNotTakeIsUnknown() {
    for (String code : new String[] {"BTC", "usd", "", "XTS", "USD "}) {
      assertThat(Currencies.isKnown(code)).as(code).isFalse();
      assertThat(Currencies.exponent(code)).as(code).isEqualTo(OptionalInt.empty());
    }
  }

  private static JsonObject currenciesFile() throws IOException {
    try (InputStream file = CurrenciesTest.class.getResourceAsStream("/sandbox/currencies.json")) {
      return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}

package io.github.tillgram.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1250 | USD | 12.50 USD",
        "123450 | USD | 1,234.50 USD",
        "5 | EUR | 0.05 EUR",
        "0 | EUR | 0.00 EUR",
        "-1250 | USD | -12.50 USD",
        "3000 | JPY | 3,000 JPY",
        "1250 | BHD | 1.250 BHD",
        "1500 | XTR | 1,500 ⭐",
        "9223372036854775807 | USD | 92,233,720,368,547,758.07 USD",
        "-9223372036854775808 | JPY | -9,223,372,036,854,775,808 JPY"
      })
  void anEnglishReaderSeesTheExponentOfTheCurrency(long units, String currency, String text) {
    assertThat(Money.of(units, currency).format(Locale.ENGLISH)).isEqualTo(text);
  }

  @Test
  void aRussianReaderSeesACommaAndSpacesThatDoNotBreak() {
    assertThat(Money.of(123450, "RUB").format(RUSSIAN)).isEqualTo("1\u00a0234,50 RUB");
    assertThat(Money.of(1500, "XTR").format(RUSSIAN)).isEqualTo("1\u00a0500 ⭐");
  }

  @Test
  void aCurrencyNobodyKnowsIsShownInItsSmallestUnit() {
    assertThat(Money.of(1250, "QQQ").format(Locale.ENGLISH)).isEqualTo("1,250 QQQ");
  }

  @Test
  void sumsStayInTheirCurrency() {
    Money two = Money.of(150, "USD").plus(Money.of(-50, "USD"));

    assertThat(two).isEqualTo(Money.of(100, "USD"));
    assertThatThrownBy(() -> two.plus(Money.of(1, "EUR")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot add EUR to USD");
  }

  @Test
  void aSumThatDoesNotFitIsRefusedAndNeverWraps() {
    Money most = Money.of(Long.MAX_VALUE, "USD");

    assertThatThrownBy(() -> most.plus(Money.of(1, "USD"))).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "usd", "US", "USDT", "U$D", " USD", "USD\n"})
  void whatIsNotThreeCapitalLettersIsNoCurrency(String code) {
    assertThatThrownBy(() -> new CurrencyCode(code)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void starsAreACurrencyOfTheirOwn() {
    assertThat(CurrencyCode.XTR.isStars()).isTrue();
    assertThat(new CurrencyCode("USD").isStars()).isFalse();
  }
}

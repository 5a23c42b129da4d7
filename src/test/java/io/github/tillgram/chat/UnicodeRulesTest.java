package io.github.tillgram.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.DecimalFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import io.github.tillgram.money.Money;
import io.github.tillgram.money.NumberStyle;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The few rules we wrote ourselves, beside the library that knows those of all languages. */
class UnicodeRulesTest {

  private static final long DENSE = 2_000;
  private static final long MOST = 1_000_000;
  private static final long PRIME_STEP = 37;

  private static LongStream numbers() {
    return LongStream.concat(
        LongStream.rangeClosed(0, DENSE),
        LongStream.iterate(DENSE, number -> number <= MOST, number -> number + PRIME_STEP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ru", "hi", "bn"})
  void aNumberAsksForTheFormThatUnicodeSays(String language) {
    PluralRules rules = PluralRules.forLocale(ULocale.forLanguageTag(language));
    Locale locale = Locale.forLanguageTag(language);

    assertThat(numbers())
        .allSatisfy(
            number ->
                assertThat(Plural.of(locale, number).name())
                    .isEqualToIgnoringCase(rules.select(number)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ru", "hi", "bn"})
  void aNumberIsGroupedAsUnicodeSays(String language) {
    NumberFormat format = format(language);
    NumberStyle style = NumberStyle.of(Locale.forLanguageTag(language));

    assertThat(
            LongStream.concat(
                numbers(), LongStream.of(-1_234_567, Long.MAX_VALUE, Long.MIN_VALUE, 12_345_678)))
        .allSatisfy(number -> assertThat(style.write(number)).isEqualTo(format.format(number)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ru", "hi", "bn"})
  void moneyHasTheDecimalMarkThatUnicodeSays(String language) {
    DecimalFormat format = (DecimalFormat) format(language);
    format.setMinimumFractionDigits(2);
    Locale locale = Locale.forLanguageTag(language);

    assertThat(numbers())
        .allSatisfy(
            cents ->
                assertThat(Money.of(cents, "USD").format(locale))
                    .isEqualTo(format.format(BigDecimal.valueOf(cents, 2)) + " USD"));
  }

  /** With the digits of Telegram's pay button. */
  private static NumberFormat format(String language) {
    return NumberFormat.getInstance(ULocale.forLanguageTag(language + "-u-nu-latn"));
  }
}

package io.github.tillgram.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

class PhrasesTest {

  private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

  /** What the payer is shown in the pay form has little room. */
  private static final int LONGEST_REASON = 200;

  static List<Locale> languages() {
    return List.of(Locale.ROOT, RUSSIAN, Locale.forLanguageTag("hi"), Locale.forLanguageTag("bn"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageHasWordsOfItsOwnForEveryPhraseAndNoOthers(Locale language) {
    assertThat(bundle(language).getLocale()).isEqualTo(language);
    assertThat(bundle(language).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Phrase.values()).map(Phrase::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void everyLanguageUsesTheSamePlaceholders(Phrase phrase) {
    Set<String> english = placeholders(bundle(Locale.ROOT).getString(phrase.name()));

    for (Locale language : languages()) {
      assertThat(placeholders(bundle(language).getString(phrase.name()))).isEqualTo(english);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noLanguageShowsQuotesOrBracesOfItsPattern(Phrase phrase) {
    for (Locale language : languages()) {
      assertThat(Phrases.say(phrase, language, "A", "B"))
          .isNotBlank()
          .doesNotContain("{", "}", "''")
          .hasSizeLessThanOrEqualTo(LONGEST_REASON);
    }
  }

  @Test
  void aRussianPayerIsAnsweredInRussian() {
    assertThat(Phrases.say(Phrase.CHECKOUT_EXPIRED, RUSSIAN)).startsWith("Срок действия");
    assertThat(Phrases.say(Phrase.CHECKOUT_EXPIRED, RUSSIAN))
        .isNotEqualTo(Phrases.say(Phrase.CHECKOUT_EXPIRED, Locale.ENGLISH));
  }

  @ParameterizedTest
  @CsvSource({
    "en, en",
    "en-US, en",
    "ru, ru",
    "ru-RU, ru",
    "RU, ru",
    "hi, hi",
    "hi-IN, hi",
    "bn, bn",
    "bn-BD, bn",
    "pl, en",
    "uk, en",
    "'', en",
    "nonsense!, en",
    "x, en",
    "ru_RU, en"
  })
  void aLanguageWithoutABundleIsAnsweredInEnglish(String code, String expected) {
    assertThat(Phrases.locale(code)).isEqualTo(Locale.forLanguageTag(expected));
  }

  @ParameterizedTest
  @NullSource
  void nobodysLanguageIsEnglish(String code) {
    assertThat(Phrases.locale(code)).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void whatIsPutInIsTakenAsItIs() {
    assertThat(Phrases.say(Phrase.RECEIPT, Locale.ENGLISH, "12.50 USD", "It's {0} '{1}' %s"))
        .isEqualTo(
            "Thank you! Your payment of 12.50 USD for \"It's {0} '{1}' %s\" has been received.");
  }

  @Test
  void theLanguageOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(RUSSIAN);
      ResourceBundle.clearCache();

      assertThat(Phrases.say(Phrase.CHECKOUT_LIMIT_REACHED, Locale.ENGLISH))
          .startsWith("Everything has been sold.");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static ResourceBundle bundle(Locale language) {
    return ResourceBundle.getBundle(
        "io.github.tillgram.chat.phrases",
        language,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  private static Set<String> placeholders(String pattern) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(pattern);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}

package io.github.tillgram.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.money.Money;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

class PhrasesTest {

  private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

  /** What the payer is shown in the pay form has little room. */
  private static final int LONGEST_REASON = 200;

  private static final int LONGEST_DESCRIPTION = 256;
  private static final int LONGEST_MESSAGE = 4_096;

  static List<Locale> languages() {
    return List.of(Locale.ROOT, RUSSIAN, Locale.forLanguageTag("hi"), Locale.forLanguageTag("bn"));
  }

  static List<Phrase> phrases() {
    return Arrays.stream(Phrase.class.getFields()).map(PhrasesTest::constant).toList();
  }

  private static Phrase constant(Field field) {
    try {
      return (Phrase) field.get(null);
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(hidden);
    }
  }

  /** The forms that a language has for whole numbers. */
  private static Set<Plural> forms(Locale language) {
    return LongStream.range(0, 200)
        .mapToObj(number -> Plural.of(language, number))
        .collect(Collectors.toSet());
  }

  /** What must stand in a bundle for a phrase: one key, or one for every form of a number. */
  private static Stream<String> keys(Phrase phrase, Locale language) {
    return phrase instanceof Phrase.OfNumber
        ? forms(language).stream().map(((Phrase.OfNumber) phrase)::key)
        : Stream.of(phrase.name());
  }

  @Test
  void everyPhraseIsCalledLikeItsKey() {
    assertThat(Arrays.stream(Phrase.class.getFields()))
        .isNotEmpty()
        .allMatch(field -> field.getName().equals(constant(field).name()));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageHasWordsOfItsOwnForEveryPhraseAndNoOthers(Locale language) throws IOException {
    assertThat(bundle(language).getLocale()).isEqualTo(language);
    assertThat(own(language).stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(
            phrases().stream().flatMap(phrase -> keys(phrase, language)).toList());
  }

  @ParameterizedTest
  @MethodSource("phrases")
  void everyLanguageUsesThePlaceholdersOfThePhrase(Phrase phrase) {
    Set<String> expected =
        phrase instanceof Phrase.Sentence
            ? Set.of()
            : phrase instanceof Phrase.OfMoneyAndText ? Set.of("{0}", "{1}") : Set.of("{0}");

    for (Locale language : languages()) {
      assertThat(keys(phrase, language))
          .allSatisfy(
              key -> assertThat(placeholders(bundle(language).getString(key))).isEqualTo(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("phrases")
  void noLanguageShowsQuotesOrBracesOfItsPattern(Phrase phrase) {
    for (Locale language : languages()) {
      assertThat(spoken(phrase, language))
          .isNotBlank()
          .doesNotContain("{", "}", "''")
          .hasSizeLessThanOrEqualTo(longest(phrase));
    }
  }

  private static int longest(Phrase phrase) {
    if (phrase.name().startsWith("CHECKOUT_")) {
      return LONGEST_REASON;
    }
    return phrase.name().startsWith("MENU_") ? LONGEST_DESCRIPTION : LONGEST_MESSAGE;
  }

  private static String spoken(Phrase phrase, Locale language) {
    Money amount = Money.of(500, "XTR");
    if (phrase instanceof Phrase.Sentence) {
      return Phrases.say((Phrase.Sentence) phrase, language);
    }
    if (phrase instanceof Phrase.OfText) {
      return Phrases.say((Phrase.OfText) phrase, language, "A");
    }
    if (phrase instanceof Phrase.OfMoney) {
      return Phrases.say((Phrase.OfMoney) phrase, language, amount);
    }
    return phrase instanceof Phrase.OfNumber
        ? Phrases.say((Phrase.OfNumber) phrase, language, 5)
        : Phrases.say((Phrase.OfMoneyAndText) phrase, language, amount, "B");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void termsAndHelpWithPaymentsSayThatTelegramCannotHelp(Locale language) {
    for (TextName name : List.of(TextName.TERMS, TextName.SUPPORT, TextName.PAYSUPPORT)) {
      assertThat(name.words(language)).contains("Telegram");
    }
    assertThat(TextName.START.words(language))
        .contains("/help", "/terms", "/support", "/paysupport");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 1, 1 Star",
    "en, 0, 0 Stars",
    "en, 1500, '1,500 Stars'",
    "ru, 1, 1 звезда",
    "ru, 3, 3 звезды",
    "ru, 5, 5 звёзд",
    "ru, 11, 11 звёзд",
    "ru, 121, 121 звезда",
    "ru, 112, 112 звёзд",
    "hi, 1, 1 स्टार",
    "hi, 123456, '1,23,456 स्टार्स'",
    "bn, 1, 1টি স্টার",
    "bn, 123456, '1,23,456টি স্টার'"
  })
  void starsAreCountedAsEveryLanguageCounts(String language, long stars, String expected) {
    assertThat(Phrases.say(Phrase.REFUND, Locale.forLanguageTag(language), Money.of(stars, "XTR")))
        .contains(expected);
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
    assertThat(
            Phrases.say(Phrase.RECEIPT, Locale.ENGLISH, Money.of(1250, "USD"), "It's {0} '{1}' %s"))
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

  /** What the bundle holds itself, without what it takes over from English. */
  private static Properties own(Locale language) throws IOException {
    String suffix = language.equals(Locale.ROOT) ? "" : "_" + language.getLanguage();
    Properties words = new Properties();
    try (Reader file =
        new InputStreamReader(
            Phrases.class.getResourceAsStream("phrases" + suffix + ".properties"),
            StandardCharsets.UTF_8)) {
      words.load(file);
    }
    return words;
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

package io.github.tillgram.chat;

import io.github.tillgram.money.Money;
import io.github.tillgram.money.NumberStyle;
import io.quarkus.runtime.annotations.RegisterResourceBundle;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** The bot's words in the payer's language: English, unless there is a bundle for the language. */
@RegisterResourceBundle(bundleName = Phrases.BUNDLE)
public final class Phrases {

  static final String BUNDLE = "io.github.tillgram.chat.phrases";
  private static final List<Locale> LANGUAGES =
      Stream.of("en", "ru", "hi", "bn").map(Locale::forLanguageTag).toList();

  private Phrases() {}

  /**
   * The language we answer in.
   *
   * @param languageCode an IETF tag as Telegram gives it, such as {@code ru} or {@code en-US}, or
   *     {@code null}
   */
  public static Locale locale(String languageCode) {
    String language = language(languageCode).orElse("");
    return LANGUAGES.stream()
        .filter(spoken -> spoken.getLanguage().equals(language))
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  /** The language of an IETF tag without country and script; empty when it names none. */
  public static Optional<String> language(String languageCode) {
    return Optional.ofNullable(languageCode)
        .map(code -> Locale.forLanguageTag(code).getLanguage())
        .filter(language -> !language.isEmpty());
  }

  /** The languages the bot speaks, English first. */
  public static List<Locale> languages() {
    return LANGUAGES;
  }

  public static String say(Phrase.Sentence phrase, Locale locale) {
    return fill(phrase.name(), locale);
  }

  public static String say(Phrase.OfText phrase, Locale locale, String text) {
    return fill(phrase.name(), locale, text);
  }

  public static String say(Phrase.OfMoney phrase, Locale locale, Money amount) {
    return fill(phrase.name(), locale, say(amount, locale));
  }

  public static String say(Phrase.OfMoneyAndText phrase, Locale locale, Money amount, String text) {
    return fill(phrase.name(), locale, say(amount, locale), text);
  }

  public static String say(Phrase.OfNumber phrase, Locale locale, long number) {
    return fill(
        phrase.key(Plural.of(locale, number)), locale, NumberStyle.of(locale).write(number));
  }

  /** Stars are counted in words, money is written with the code of its currency. */
  private static String say(Money amount, Locale locale) {
    return amount.currency().isStars()
        ? say(Phrase.STARS, locale, amount.minorUnits())
        : amount.format(locale);
  }

  /** Arguments are taken as they are. */
  private static String fill(String key, Locale locale, String... arguments) {
    String pattern =
        ResourceBundle.getBundle(
                BUNDLE,
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                    ResourceBundle.Control.FORMAT_PROPERTIES))
            .getString(key);
    return new MessageFormat(pattern, locale).format(arguments);
  }
}

package io.github.tillgram.chat;

import io.quarkus.runtime.annotations.RegisterResourceBundle;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** The bot's words in the payer's language: English, unless there is a bundle for the language. */
@RegisterResourceBundle(bundleName = Phrases.BUNDLE)
public final class Phrases {

  static final String BUNDLE = "io.github.tillgram.chat.phrases";
  private static final Map<String, Locale> SPOKEN =
      Map.of(
          "en", Locale.ENGLISH,
          "ru", Locale.forLanguageTag("ru"),
          "hi", Locale.forLanguageTag("hi"),
          "bn", Locale.forLanguageTag("bn"));

  private Phrases() {}

  /**
   * The language we answer in.
   *
   * @param languageCode an IETF tag as Telegram gives it, such as {@code ru} or {@code en-US}, or
   *     {@code null}
   */
  public static Locale locale(String languageCode) {
    String language = languageCode == null ? "" : Locale.forLanguageTag(languageCode).getLanguage();
    return SPOKEN.getOrDefault(language, Locale.ENGLISH);
  }

  /** A phrase with its arguments put in; arguments are text, taken as they are. */
  public static String say(Phrase phrase, Locale locale, String... arguments) {
    String pattern =
        ResourceBundle.getBundle(
                BUNDLE,
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                    ResourceBundle.Control.FORMAT_PROPERTIES))
            .getString(phrase.name());
    return new MessageFormat(pattern, locale).format(arguments);
  }
}

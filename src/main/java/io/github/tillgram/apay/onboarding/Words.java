package io.github.tillgram.apay.onboarding;

import io.github.tillgram.apay.onboarding.FiveLines.Fault;
import io.github.tillgram.apay.onboarding.FiveLines.Reading;
import io.github.tillgram.chat.Button;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a provider bot says and shows beyond single phrases. */
final class Words {

  /** In these words in every language: guides and programs wait for them. */
  static final String SAVED = "The project data has been successfully saved";

  static final String LIVE = "live";
  static final String TEST = "test";

  /** Before the number of the message whose data is meant. */
  static final String REPLACE = "replace:";

  static final String KEEP = "keep:";

  private Words() {}

  static List<Button> liveOrTest() {
    return List.of(Button.callback("Live", LIVE), Button.callback("Test", TEST));
  }

  static List<Button> replaceOrKeep(long message, Locale locale) {
    return List.of(
        Button.callback(Phrases.say(Phrase.CONNECT_REPLACE, locale), REPLACE + message),
        Button.callback(Phrases.say(Phrase.CONNECT_KEEP, locale), KEEP + message));
  }

  /** What is wrong, line by line, and how often he may still try. */
  static String faults(Reading.Faulty reading, int triesLeft, Locale locale) {
    String lines =
        reading.faults().stream()
            .map(fault -> fault(fault, locale))
            .collect(Collectors.joining("\n"));
    String hint = reading.swapped() ? "\n" + Phrases.say(Phrase.CONNECT_LINES_SWAPPED, locale) : "";
    String again = Phrases.say(Phrase.CONNECT_TRY_AGAIN, locale, Integer.toString(triesLeft));
    return lines + hint + "\n\n" + again;
  }

  private static String fault(Fault fault, Locale locale) {
    return switch (fault.kind()) {
      case MISSING ->
          Phrases.say(Phrase.CONNECT_LINE_MISSING, locale, Integer.toString(fault.line()));
      case SURPLUS ->
          Phrases.say(Phrase.CONNECT_LINE_SURPLUS, locale, Integer.toString(fault.line()));
      case REPEATED -> Phrases.say(Phrase.CONNECT_LINES_EQUAL, locale);
      case SHAPE -> Phrases.say(shapeOf(CredentialField.values()[fault.line() - 1]), locale);
    };
  }

  private static Phrase.Sentence shapeOf(CredentialField field) {
    return switch (field) {
      case API_KEY -> Phrase.CONNECT_LINE_API_KEY;
      case PROJECT_ID -> Phrase.CONNECT_LINE_PROJECT_ID;
      case WEBHOOK_ID -> Phrase.CONNECT_LINE_WEBHOOK_ID;
      case ACCESS_KEY -> Phrase.CONNECT_LINE_ACCESS_KEY;
      case PRIVATE_KEY -> Phrase.CONNECT_LINE_PRIVATE_KEY;
    };
  }
}

package io.github.tillgram.merchantapi;

import io.github.tillgram.chat.Phrases;
import io.github.tillgram.chat.TextName;
import io.github.tillgram.problem.Problem.FieldError;
import io.github.tillgram.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a bot says: the merchant's texts, and ours where there are none. */
@Schema(name = "BotTextsOverview")
record BotTextsView(
    @Schema(description = "What you have set; null where nothing is") Texts texts,
    @Schema(description = "What is said instead of what is not set") Texts defaults) {

  private static final int LONGEST = 4_096;

  static BotTextsView of(Map<Locale, Map<TextName, String>> set) {
    return new BotTextsView(
        Texts.of(language -> Words.of(set.getOrDefault(language, Map.of())::get)),
        Texts.of(language -> Words.of(name -> name.words(language))));
  }

  /** Texts by language. */
  @Schema(name = "BotTexts", description = "Texts by language; English ones go for all others")
  @RegisterForReflection
  record Texts(
      @Schema(description = "In English, and for everybody whose language has no text of yours")
          Words en,
      @Schema(description = "In Russian") Words ru,
      @Schema(description = "In Hindi") Words hi,
      @Schema(description = "In Bengali") Words bn) {

    private static Texts of(Function<Locale, Words> words) {
      List<Words> all = Phrases.languages().stream().map(words).toList();
      return new Texts(all.get(0), all.get(1), all.get(2), all.get(3));
    }

    Map<Locale, Map<TextName, String>> check() {
      List<FieldError> errors = new ArrayList<>();
      List<Words> all = Arrays.asList(en, ru, hi, bn);
      Map<Locale, Map<TextName, String>> set = new LinkedHashMap<>();
      for (int i = 0; i < all.size(); i++) {
        Locale language = Phrases.languages().get(i);
        if (all.get(i) != null) {
          set.put(language, all.get(i).check(language.getLanguage(), errors));
        }
      }
      if (!errors.isEmpty()) {
        throw ProblemException.invalid(errors);
      }
      return set;
    }
  }

  /** Texts by command. */
  @Schema(
      name = "BotWords",
      description =
          "Answers to the commands, plain text of at most 4096 characters; null or left out: ours")
  @RegisterForReflection
  record Words(
      @Schema(
              description = "To /start",
              nullable = true,
              minLength = 1,
              maxLength = LONGEST,
              example = "Welcome to the tea shop!")
          String start,
      @Schema(description = "To /help", nullable = true, minLength = 1, maxLength = LONGEST)
          String help,
      @Schema(description = "To /terms", nullable = true, minLength = 1, maxLength = LONGEST)
          String terms,
      @Schema(
              description = "To /support",
              nullable = true,
              minLength = 1,
              maxLength = LONGEST,
              example = "Write to @tea_shop or tea@example.com.")
          String support,
      @Schema(description = "To /paysupport", nullable = true, minLength = 1, maxLength = LONGEST)
          String paysupport) {

    private static Words of(Function<TextName, String> text) {
      return new Words(
          text.apply(TextName.START),
          text.apply(TextName.HELP),
          text.apply(TextName.TERMS),
          text.apply(TextName.SUPPORT),
          text.apply(TextName.PAYSUPPORT));
    }

    private String text(TextName name) {
      return switch (name) {
        case START -> start;
        case HELP -> help;
        case TERMS -> terms;
        case SUPPORT -> support;
        case PAYSUPPORT -> paysupport;
      };
    }

    private Map<TextName, String> check(String language, List<FieldError> errors) {
      Map<TextName, String> set = new EnumMap<>(TextName.class);
      for (TextName name : TextName.values()) {
        String text = text(name);
        if (text != null) {
          check(language + "." + name.command(), text, errors);
          set.put(name, text);
        }
      }
      return set;
    }

    private static void check(String field, String text, List<FieldError> errors) {
      int length = text.codePointCount(0, text.length());
      if (text.isBlank()) {
        errors.add(new FieldError(field, "must not be empty; leave it out to have our own words"));
      } else if (length > LONGEST) {
        errors.add(
            new FieldError(field, "has " + length + " characters; shorten it to at most 4096"));
      } else if (text.indexOf('\0') >= 0) {
        errors.add(new FieldError(field, "must not contain the character NUL; remove it"));
      }
    }
  }
}

package io.github.tillgram.chat;

import java.util.Locale;

/** The commands that a bot answers with a text, which its merchant may word. */
public enum TextName {
  START(Phrase.TEXT_START, Phrase.MENU_START),
  HELP(Phrase.TEXT_HELP, Phrase.MENU_HELP),
  TERMS(Phrase.TEXT_TERMS, Phrase.MENU_TERMS),
  SUPPORT(Phrase.TEXT_SUPPORT, Phrase.MENU_SUPPORT),
  PAYSUPPORT(Phrase.TEXT_PAYSUPPORT, Phrase.MENU_PAYSUPPORT);

  private final Phrase.Sentence words;
  private final Phrase.Sentence description;

  TextName(Phrase.Sentence words, Phrase.Sentence description) {
    this.words = words;
    this.description = description;
  }

  /** Without the slash. */
  public String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Our own words, for merchants who have none. */
  public String words(Locale locale) {
    return Phrases.say(words, locale);
  }

  /** What the menu says of the command. */
  String description(Locale locale) {
    return Phrases.say(description, locale);
  }
}

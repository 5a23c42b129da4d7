package io.github.tillgram.chat;

import io.github.tillgram.database.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.UUID;

/** What a merchant has his bot say in a language. */
@Entity
@Table(name = "bot_text")
class BotText {

  @Id private UUID id;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  @Column(nullable = false)
  private String language;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private TextName name;

  @Column(nullable = false)
  private String text;

  protected BotText() {}

  BotText(UUID botId, Locale language, TextName name, String text) {
    this.id = Ids.next();
    this.botId = botId;
    this.language = language.getLanguage();
    this.name = name;
    this.text = text;
  }

  boolean isIn(Locale locale) {
    return language.equals(locale.getLanguage());
  }

  Locale language() {
    return Locale.forLanguageTag(language);
  }

  TextName name() {
    return name;
  }

  String text() {
    return text;
  }
}

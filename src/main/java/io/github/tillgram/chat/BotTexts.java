package io.github.tillgram.chat;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The texts of bots: their merchants', or ours where a merchant has none. */
@ApplicationScoped
public class BotTexts implements PanacheRepositoryBase<BotText, UUID> {

  private final BotRepository bots;
  private final Timeline timeline;

  BotTexts(BotRepository bots, Timeline timeline) {
    this.bots = bots;
    this.timeline = timeline;
  }

  /**
   * What a bot says. A merchant's English words go before ours in the reader's language, since they
   * may name what ours cannot know, such as an address to write to.
   */
  Uni<String> text(UUID botId, TextName name, Locale locale) {
    return list(
            "botId = ?1 and name = ?2 and language in ?3",
            botId,
            name,
            List.of(locale.getLanguage(), Locale.ENGLISH.getLanguage()))
        .map(
            found ->
                found.stream()
                    .filter(text -> text.isIn(locale))
                    .findFirst()
                    .or(() -> found.stream().findFirst())
                    .map(BotText::text)
                    .orElseGet(() -> name.words(locale)));
  }

  /** What the merchant has set, by language. */
  public Uni<Map<Locale, Map<TextName, String>>> of(UUID botId) {
    return list("botId", botId).map(BotTexts::byLanguage);
  }

  /** Replaces everything that was set, in the caller's transaction and under the bot's lock. */
  public Uni<Void> replace(UUID botId, Map<Locale, Map<TextName, String>> texts) {
    return bots.findById(botId, LockModeType.PESSIMISTIC_WRITE)
        .call(() -> delete("botId", botId))
        .call(() -> persistAll(rows(botId, texts)))
        .chain(bot -> tell(bot, texts.keySet()));
  }

  private Uni<Void> tell(Bot bot, Set<Locale> languages) {
    return timeline.add(
        bot.merchantId(),
        null,
        EventType.BOT_TEXTS_CHANGED,
        Map.of(
            "botId",
            bot.id(),
            "languages",
            languages.stream().map(Locale::getLanguage).sorted().toList()));
  }

  private Uni<Void> persistAll(List<BotText> rows) {
    return rows.isEmpty() ? Uni.createFrom().voidItem() : persist(rows);
  }

  private static List<BotText> rows(UUID botId, Map<Locale, Map<TextName, String>> texts) {
    return texts.entrySet().stream()
        .flatMap(
            language ->
                language.getValue().entrySet().stream()
                    .map(
                        text ->
                            new BotText(botId, language.getKey(), text.getKey(), text.getValue())))
        .toList();
  }

  private static Map<Locale, Map<TextName, String>> byLanguage(List<BotText> texts) {
    Map<Locale, Map<TextName, String>> found = new HashMap<>();
    for (BotText text : texts) {
      found
          .computeIfAbsent(text.language(), language -> new HashMap<>())
          .put(text.name(), text.text());
    }
    return found;
  }
}

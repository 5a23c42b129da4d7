package io.github.tillgram.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long it is remembered who speaks which language. */
@QuarkusTest
class ChatLanguagesTest {

  @Inject Shops shops;
  @Inject Database database;
  @Inject ChatLanguages languages;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void aLanguageIsForgottenNinetyDaysAfterItWasLastSpoken() throws Throwable {
    speaks(1, "ru", 91);
    speaks(2, "ru", 89);
    speaks(3, "ru", 91);
    hears(3);

    VertxContextSupport.subscribeAndAwait(languages::forget);

    assertThat(
            database.column(
                "SELECT chat_id FROM chat_language WHERE bot_id = ? ORDER BY 1", shop.botId()))
        .containsExactly(2L, 3L);
  }

  private void speaks(long chat, String language, int days) {
    database.update(
        "INSERT INTO chat_language (bot_id, chat_id, language, heard_at)"
            + " VALUES (?, ?, ?, now() - ? * interval '1 day')",
        shop.botId(),
        chat,
        language,
        days);
  }

  private void hears(long chat) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () ->
            Panache.withTransaction(
                () -> languages.note(shop.botId(), chat, Locale.forLanguageTag("ru"))));
  }
}

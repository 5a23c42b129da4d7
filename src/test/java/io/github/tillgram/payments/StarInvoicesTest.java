package io.github.tillgram.payments;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What Telegram demands of invoices in Stars. */
@QuarkusTest
class StarInvoicesTest {

  @Inject Shops shops;

  /** Telegram refuses a provider token with Stars, also the one that the bot really has. */
  @Test
  void starsTakeExactlyOnePriceNoTipsNoOrderInfoAndAnEmptyProviderToken() {
    Shop shop = shops.open();
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    JsonObject stars = Shop.stars(100).put("sendTo", SandboxChat.PAYER);

    assertInvalid(post(shop, stars.copy().put("prices", Shop.prices(60, 40))), "prices");
    assertInvalid(post(shop, stars.copy().put("tip", new JsonObject().put("max", 5))), "tip");
    assertInvalid(post(shop, stars.copy().put("require", new JsonArray().add("NAME"))), "require");
    shop.issue(stars);

    chat.awaitInvoice();
    assertThat(chat.invoices().get(0).getJsonObject("invoice").getString("currency"))
        .isEqualTo("XTR");
  }

  private static Response post(Shop shop, JsonObject order) {
    return shop.api().body(order.encode()).post("/api/v1/invoices");
  }
}

package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many Stars a bot has is asked, not remembered. */
@QuarkusTest
class StarBalanceTest {

  @Inject Shops shops;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, SandboxChat.PAYER);
  }

  @Test
  void theBalanceIsWhatTelegramSaysNow() {
    balance().then().statusCode(200).body("amount", equalTo(0)).body("nanostarAmount", equalTo(0));
    shop.issue(Shop.stars(100).put("sendTo", SandboxChat.PAYER));
    String charge = chat.press(chat.awaitInvoice(), "PAY").getString("chargeId");
    balance().then().statusCode(200).body("amount", equalTo(100));

    chat.refundElsewhere(charge);

    balance().then().statusCode(200).body("amount", equalTo(0));
  }

  @Test
  void withTelegramDownNobodyKnows() {
    chat.fault("getMyStarBalance", "BAD_GATEWAY", 1, 0);
    assertProblem(balance(), 502, "telegram-unavailable");

    chat.fault("getMyStarBalance", "RATE_LIMIT", 1, 7);
    assertProblem(balance(), 502, "telegram-unavailable");
  }

  @Test
  void aRefusalIsPassedOn() {
    chat.refuse("getMyStarBalance", "BOT_INVALID");
    assertProblem(balance(), 422, "telegram-refused");

    given()
        .contentType(ContentType.JSON)
        .body(Map.of("bot", shop.telegramBotId()))
        .post("/sandbox/api/tokens")
        .then()
        .statusCode(200);
    assertInvalid(balance(), "token");
  }

  private Response balance() {
    return shop.api().get("/api/v1/bots/" + shop.botId() + "/star-balance");
  }
}

package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of a subscription. */
@QuarkusTest
class SubscriptionRulesTest {

  @Inject Shops shops;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SINGLE", "REUSABLE"})
  void aMonthlySubscriptionGetsALink(String usage) {
    UUID invoice = shop.issue(Subscriber.monthly(10_000).put("usage", usage));

    String link = shop.link(invoice).then().statusCode(200).extract().path("link");

    assertThat(SandboxChat.openLink(link).encode()).contains("10000");
    shop.read(invoice).then().body("subscriptionPeriod", equalTo(Subscriber.MONTH));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 300, 86_400, 2_591_999, 2_592_001, 0, -1})
  void inProductionThePeriodMustBeThirtyDays(int period) {
    assertThat(
            assertInvalid(
                create(Subscriber.monthly(100).put("subscriptionPeriod", period)),
                "subscriptionPeriod"))
        .contains("2592000");
  }

  @Test
  void inTheTestEnvironmentThePeriodMustBe60Or300() {
    UUID bot = botOnTestServers();

    for (int period : new int[] {60, 300}) {
      JsonObject order = Subscriber.monthly(100).put("subscriptionPeriod", period);
      UUID invoice = shop.issue(order.put("botId", bot.toString()));
      shop.link(invoice).then().statusCode(200);
    }
    assertThat(
            assertInvalid(
                create(Subscriber.monthly(100).put("botId", bot.toString())), "subscriptionPeriod"))
        .contains("60 or 300");
  }

  @Test
  void aSubscriptionCostsOneTo10000Stars() {
    shop.issue(Subscriber.monthly(1));

    assertThat(assertInvalid(create(Subscriber.monthly(10_001)), "prices")).contains("10000");
    assertInvalid(create(Subscriber.monthly(0)), "prices");
  }

  @Test
  void aSubscriptionIsForStarsOnly() {
    assertThat(
            assertInvalid(
                create(Shop.tea().put("subscriptionPeriod", Subscriber.MONTH)),
                "subscriptionPeriod"))
        .contains("XTR");
  }

  @Test
  void aSubscriptionCannotBeSentAsAMessage() {
    assertThat(
            assertInvalid(
                create(Subscriber.monthly(100).put("sendTo", SandboxChat.PAYER)), "sendTo"))
        .contains("/link");
    UUID invoice = shop.issue(Subscriber.monthly(100));

    Response answer =
        shop.api()
            .body(Map.of("chatId", SandboxChat.PAYER))
            .post("/api/v1/invoices/" + invoice + "/send");

    assertThat(assertProblem(answer, 409, "conflict").getString("detail")).contains("/link");
    assertThat(shop.timeline(invoice)).containsExactly("invoice.created");
  }

  @Test
  void aSubscriptionIsNotOfferedInline() {
    assertInvalid(create(Subscriber.monthly(100).put("inline", true)), "inline");
  }

  private Response create(JsonObject order) {
    if (!order.containsKey("botId")) {
      order.put("botId", shop.botId().toString());
    }
    return shop.api().body(order.encode()).post("/api/v1/invoices");
  }

  private UUID botOnTestServers() {
    String token = shops.sandboxBotOfTheTestServers().getString("token");
    return UUID.fromString(
        shop.api()
            .body(Map.of("token", token, "environment", "TEST"))
            .post("/api/v1/bots")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
  }
}

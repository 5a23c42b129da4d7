package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merchant's hold on subscriptions, with the simulated Telegram at the other end. */
@QuarkusTest
class SubscriptionResourceTest {

  private static final String PATH = "/api/v1/subscriptions";
  private static final String EDIT = "editUserStarSubscription";

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;
  private SandboxChat chat;
  private UUID invoice;
  private Subscriber payer;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, SandboxChat.PAYER);
    invoice = shop.issue(Subscriber.monthly(100));
    payer = new Subscriber(shop, invoice, SandboxChat.PAYER);
  }

  @Test
  void aSubscriptionFromTheLinkToItsRenewalAndItsEnd() {
    String charge = subscribe();
    assertThat(payer.status()).isEqualTo("ACTIVE");

    inTelegram(charge, "RENEW").statusCode(200);
    await().until(() -> payer.life().getInteger("payments") == 2);
    inTelegram(charge, "CANCEL").statusCode(200);
    awaitStatus("CANCELED_BY_PAYER");
    inTelegram(charge, "REENABLE").statusCode(200);
    awaitStatus("ACTIVE");
    inTelegram(charge, "FAIL").statusCode(200);
    awaitStatus("FAILED");

    assertThat(shop.timeline(invoice))
        .containsSubsequence(
            "subscription.started",
            "subscription.renewed",
            "subscription.canceled",
            "subscription.active",
            "subscription.failed");
    await()
        .untilAsserted(
            () -> assertThat(chat.texts()).anyMatch(text -> text.contains("could not charge")));
  }

  @Test
  void whatTheMerchantCancelsThePayerTurnsOnOnlyWhenAllowed() {
    String charge = subscribe();
    String end = payer.life().getString("expiresAt");

    edit("cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("CANCELED_BY_MERCHANT"))
        .body("expiresAt", equalTo(end));
    inTelegram(charge, "RENEW").statusCode(409);
    inTelegram(charge, "REENABLE").statusCode(409);

    edit("enable").then().statusCode(200).body("status", equalTo("CANCELED_BY_PAYER"));
    assertThat(payer.status()).isEqualTo("CANCELED_BY_PAYER");
    inTelegram(charge, "REENABLE").statusCode(200);
    awaitStatus("ACTIVE");
    assertThat(shop.timeline(invoice))
        .containsSubsequence(
            "subscription.canceled", "subscription.enabled", "subscription.active");
  }

  @Test
  void enablingWhatThePayerCanceledHimselfLeavesItCanceled() {
    String charge = subscribe();
    inTelegram(charge, "CANCEL").statusCode(200);
    awaitStatus("CANCELED_BY_PAYER");

    edit("enable").then().statusCode(200).body("status", equalTo("CANCELED_BY_PAYER"));

    assertThat(shop.timeline(invoice)).doesNotContain("subscription.enabled");
  }

  @Test
  void aMerchantsCancelStandsWhenThePayerCancelsToo() {
    subscribe();
    edit("cancel").then().statusCode(200);

    payer.becomes("canceled").then().statusCode(200);

    assertThat(payer.status()).isEqualTo("CANCELED_BY_MERCHANT");
  }

  @Test
  void cancelingTwiceOrAtTheSameTimeIsCancelingOnce() {
    subscribe();
    String path = PATH + "/" + id() + "/cancel";

    List<CompletableFuture<HttpResponse<String>>> twins =
        Stream.generate(() -> Crowd.post(shop, path)).limit(4).toList();

    assertThat(twins).allSatisfy(twin -> assertThat(twin.join().statusCode()).isEqualTo(200));
    edit("cancel").then().statusCode(200).body("status", equalTo("CANCELED_BY_MERCHANT"));
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.canceled");
  }

  @Test
  void aChargeTelegramDoesNotKnowIsSaidAndChangesNothing() {
    payer.begins("never charged");

    JsonObject problem = assertProblem(edit("cancel"), 422, "telegram-refused");

    assertThat(problem.getString("detail")).contains("CHARGE_NOT_FOUND");
    assertThat(payer.status()).isEqualTo("ACTIVE");
    assertThat(shop.timeline(invoice)).doesNotContain("subscription.canceled");
  }

  @Test
  void aSubscriptionWhoseFirstPaymentIsMissingCannotBeNamedToTelegram() {
    payer.renews("second", Subscriber.inDays(0));

    assertThat(assertProblem(edit("cancel"), 409, "conflict").getString("detail"))
        .contains("has not arrived yet");
  }

  @Test
  void anOutageOfTelegramIsSaidAndTheCallMayBeRepeated() {
    subscribe();
    chat.fault(EDIT, "LOST_ANSWER", 1, 0);

    assertProblem(edit("cancel"), 502, "telegram-unavailable");

    assertThat(payer.status()).isEqualTo("ACTIVE");
    edit("cancel").then().statusCode(200).body("status", equalTo("CANCELED_BY_MERCHANT"));
  }

  @Test
  void aWaitThatTelegramAsksForIsPassedOn() {
    subscribe();
    chat.fault(EDIT, "RATE_LIMIT", 1, 7);

    Response answer = edit("cancel");

    assertProblem(answer, 502, "telegram-unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("7");
  }

  @Test
  void aRevokedTokenIsSaidToBeSo() {
    subscribe();
    shop.renewToken();

    assertThat(assertProblem(edit("cancel"), 422, "telegram-refused").getString("detail"))
        .contains("PATCH /api/v1/bots");
  }

  @Test
  void subscriptionsAreListedByWhatTheyAre() {
    payer.begins("one");
    Subscriber other = new Subscriber(shop, invoice, 8);
    other.begins("two");
    other.becomes("canceled");
    UUID second = shop.issue(Subscriber.monthly(200));
    new Subscriber(shop, second, 9).begins("three");
    database.update("UPDATE subscription SET expires_at = now() WHERE payer_id = 9");

    assertPayers("", 9, 8, (int) SandboxChat.PAYER);
    assertPayers("?status=ACTIVE", (int) SandboxChat.PAYER);
    assertPayers("?status=CANCELED_BY_PAYER", 8);
    assertPayers("?status=EXPIRED", 9);
    assertPayers("?invoiceId=" + second, 9);
    assertPayers("?payerId=8&botId=" + shop.botId(), 8);
    assertPayers("?botId=" + UUID.randomUUID());
    String cursor =
        shop.api()
            .get(PATH + "?limit=2")
            .then()
            .body("items", hasSize(2))
            .extract()
            .path("nextCursor");
    assertPayers("?limit=2&cursor=" + cursor, (int) SandboxChat.PAYER);
    assertInvalid(shop.api().get(PATH + "?status=PAUSED"), "status");
    assertInvalid(shop.api().get(PATH + "?payerId=someone"), "payerId");
    assertInvalid(shop.api().get(PATH + "?limit=201"), "limit");
  }

  @Test
  void anotherMerchantNeitherSeesNorTouchesASubscription() {
    subscribe();
    Shop stranger = shops.open();
    String own = PATH + "/" + id();

    assertProblem(stranger.api().get(own), 404, "not-found");
    assertProblem(stranger.api().post(own + "/cancel"), 404, "not-found");
    assertProblem(stranger.api().post(own + "/enable"), 404, "not-found");
    stranger.api().get(PATH + "?invoiceId=" + invoice).then().body("items", hasSize(0));

    shop.api().get(own).then().statusCode(200).body("status", equalTo("ACTIVE"));
  }

  /** Opens the link and pays; gives the charge the subscription began with. */
  private String subscribe() {
    String link = shop.link(invoice).then().statusCode(200).extract().path("link");
    JsonObject paid = SandboxChat.payLink(link, SandboxChat.PAYER, "PAY");
    assertThat(paid.getString("result")).isEqualTo("PAID");
    await().until(() -> payer.lives().size() == 1);
    return paid.getString("chargeId");
  }

  private String id() {
    return payer.life().getString("id");
  }

  private Response edit(String what) {
    return shop.api().post(PATH + "/" + id() + "/" + what);
  }

  private void awaitStatus(String status) {
    await().until(() -> payer.status().equals(status));
  }

  private void assertPayers(String query, Integer... payers) {
    assertThat(
            shop.api()
                .get(PATH + query)
                .then()
                .statusCode(200)
                .extract()
                .<List<Integer>>path("items.payer.id"))
        .containsExactly(payers);
  }

  private ValidatableResponse inTelegram(String charge, String change) {
    return given()
        .contentType(ContentType.JSON)
        .body(
            new JsonObject()
                .put("bot", Long.toString(shop.telegramBotId()))
                .put("chargeId", charge)
                .put("change", change)
                .encode())
        .post("/sandbox/api/subscriptions")
        .then();
  }
}

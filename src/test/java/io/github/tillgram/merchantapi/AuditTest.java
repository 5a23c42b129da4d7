package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.testsupport.ApiDescription;
import io.github.tillgram.testsupport.ApiDescription.Operation;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who did what: whatever our API changes or gives away by the whole leaves an event that says on
 * whose word.
 */
@QuarkusTest
class AuditTest {

  private static final int FEWEST_ACTS = 30;

  /** What leaves none, and why. */
  private static final Map<String, String> NO_ACT =
      Map.of(
          "POST /api/v1/endpoints/{id}/example",
          "it tells an endpoint something that never happened, and changes nothing");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Database database;
  @Inject Encryption encryption;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void everythingThatChangesSomethingSaysOnWhoseWord() throws IOException {
    try (EveryAct every = new EveryAct(shops, database, encryption)) {
      Map<String, Operation> changing =
          ApiDescription.read().operations().stream()
              .filter(operation -> !operation.method().equals("get") || isExport(operation))
              .filter(operation -> !NO_ACT.containsKey(operation.toString()))
              .collect(Collectors.toMap(Operation::toString, operation -> operation));
      assertThat(changing).hasSizeGreaterThan(FEWEST_ACTS);
      assertThat(every.acts().keySet())
          .as("teach EveryAct what was added, or say here why nobody need know")
          .containsExactlyInAnyOrderElementsOf(changing.keySet());
      SoftAssertions all = new SoftAssertions();
      changing.forEach(
          (name, operation) ->
              all.assertThatCode(() -> leavesAnEvent(every, operation))
                  .as(name)
                  .doesNotThrowAnyException());
      all.assertAll();
    }
  }

  /** Changes nothing, but carries a lot away. */
  private static boolean isExport(Operation operation) {
    return operation.path().startsWith("/api/v1/exports/");
  }

  private void leavesAnEvent(EveryAct every, Operation operation) {
    long before = database.number("SELECT coalesce(max(id), 0) FROM invoice_event");
    EveryAct.Act act = every.acts().get(operation.toString());

    Response answer = act.doing().get();

    assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
    UUID chain = chain(operation, every.shop(), answer);
    String actor = operation.scope().isPresent() ? "key:" + firstKey(every.shop()) : "operator";
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        database.column(
                            "SELECT type || ' on the word of ' || coalesce(actor, 'nobody') FROM"
                                + " invoice_event WHERE id > ? AND merchant_id = ?",
                            before,
                            chain))
                    .contains(act.event() + " on the word of " + actor));
  }

  private static UUID chain(Operation operation, Shop shop, Response answer) {
    return switch (operation.toString()) {
      case "POST /api/v1/merchants" -> UUID.fromString(answer.path("id"));
      case "POST /api/v1/reencryption" -> Merchants.OPERATOR;
      default -> shop.merchantId();
    };
  }

  @Test
  void whatHappensLaterIsStillOnTheWordOfWhoeverAsked() {
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    UUID invoice = shop.issue(Shop.stars(50).put("sendTo", SandboxChat.PAYER));
    String charge = chat.press(chat.awaitInvoice(), "PAY").getString("chargeId");
    await().atMost(PATIENCE).until(() -> shop.status(invoice).equals("PAID"));
    chat.holdUpdates(true);
    shop.giveBack(charge, "Broken").then().statusCode(202);
    await().atMost(PATIENCE).until(() -> shop.status(invoice).equals("REFUNDED"));
    chat.holdUpdates(false);

    String key = "key:" + firstKey(shop);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(actors(invoice))
                    .containsEntry("invoice.sent", key)
                    .containsEntry("invoice.checkout_approved", "telegram")
                    .containsEntry("payment.received", "telegram")
                    .containsEntry("payer.told", "telegram")
                    .containsEntry("payment.refund_requested", key)
                    .containsEntry("payment.refunded", key));
  }

  @Test
  void aCanceledInvoiceIsTakenAwayOnTheWordOfWhoeverCanceledIt() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    new SandboxChat(shop, SandboxChat.PAYER).awaitInvoice();
    await().atMost(PATIENCE).until(() -> shop.timeline(invoice).contains("invoice.sent"));
    shop.cancel(invoice).then().statusCode(200);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(actors(invoice))
                    .containsEntry("invoice.message_deleted", "key:" + firstKey(shop)));
  }

  @Test
  void whatCameRoundByItselfIsOnNobodysWord() {
    JsonPath key =
        shop.api()
            .body("{\"name\": \"Short\", \"scopes\": [\"read\"]}")
            .post("/api/v1/api-keys")
            .jsonPath();
    database.update(
        "UPDATE api_key SET expires_at = ? WHERE id = ?",
        Timestamp.from(Instant.now().minusSeconds(1)),
        UUID.fromString(key.getString("id")));

    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                shop.api()
                    .get("/api/v1/events?type=api_key.expired&actor=system")
                    .jsonPath()
                    .getList("items.data.keyId")
                    .contains(key.getString("id")));
  }

  @Test
  void eventsAreFoundByWhoeverDidIt() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(42, invoice, "USD", 1250);
    String second =
        shop.api()
            .body("{\"name\": \"Second\", \"scopes\": [\"write\"]}")
            .post("/api/v1/api-keys")
            .path("apiKey");
    given()
        .auth()
        .oauth2(second)
        .contentType("application/json")
        .body(Shop.tea().encode())
        .post("/api/v1/invoices")
        .then()
        .statusCode(201);
    awaitTypes("", 6);

    assertThat(types("?actor=operator")).containsExactly("merchant.created");
    assertThat(types("?actor=telegram")).containsExactly("invoice.checkout_approved");
    assertThat(types("?actor=key"))
        .containsExactly("invoice.created", "api_key.created", "invoice.created", "bot.connected");
    assertThat(types("?actor=key:" + firstKey(shop)))
        .containsExactly("api_key.created", "invoice.created", "bot.connected");
    assertThat(types("?actor=apay")).isEmpty();
    assertThat(types("?actor=system")).isEmpty();
    assertInvalid(shop.api().get("/api/v1/events?actor=somebody"), "actor");
    assertInvalid(shop.api().get("/api/v1/events?actor=key:1"), "actor");
  }

  @Test
  void theOperatorReadsOneMerchantsActsOrHisOwn() {
    shop.issue(Shop.tea());
    awaitTypes("", 3);

    assertThat(audit("?merchantId=" + shop.merchantId()))
        .containsExactly("invoice.created", "bot.connected", "merchant.created");
    assertThat(audit("?merchantId=" + shop.merchantId() + "&type=bot.connected&actor=key"))
        .containsExactly("bot.connected");
    assertThat(audit("?merchantId=" + shop.merchantId() + "&to=2020-01-01T00:00:00Z")).isEmpty();
    String cursor =
        given()
            .auth()
            .oauth2(Shops.OPERATOR_KEY)
            .get("/api/v1/audit?limit=2&merchantId=" + shop.merchantId())
            .path("nextCursor");
    assertThat(audit("?cursor=" + cursor + "&merchantId=" + shop.merchantId()))
        .containsExactly("merchant.created");

    shops.operatorsProvider();
    await().atMost(PATIENCE).until(() -> audit("?type=bot.connected").contains("bot.connected"));
    assertThat(audit("?merchantId=" + UUID.randomUUID())).isEmpty();
    for (String wrong : List.of("merchantId=x", "actor=x", "type=x", "from=x", "to=x", "limit=0")) {
      assertInvalid(
          given().auth().oauth2(Shops.OPERATOR_KEY).get("/api/v1/audit?" + wrong),
          wrong.substring(0, wrong.indexOf('=')));
    }
  }

  @Test
  void noEventTellsASecret() {
    String token = shops.sandboxBot().getString("token");
    String made = shop.api().body("{\"token\": \"" + token + "\"}").post("/api/v1/bots").asString();
    String key =
        shop.api()
            .body("{\"name\": \"Second\", \"scopes\": [\"read\"]}")
            .post("/api/v1/api-keys")
            .path("apiKey");
    awaitTypes("", 4);

    assertThat(made).contains("botKey");
    assertThat(shop.api().get("/api/v1/events").asString())
        .doesNotContain(token, token.substring(token.indexOf(':') + 1), key, shop.apiKey());
  }

  private Map<String, String> actors(UUID invoice) {
    JsonPath timeline = shop.api().get("/api/v1/invoices/" + invoice + "/timeline").jsonPath();
    List<String> types = timeline.getList("items.type");
    List<String> actors = timeline.getList("items.actor");
    return java.util.stream.IntStream.range(0, types.size())
        .boxed()
        .collect(Collectors.toMap(types::get, actors::get, (first, later) -> first));
  }

  private Object firstKey(Shop whose) {
    return database.value(
        "SELECT id FROM api_key WHERE merchant_id = ? ORDER BY id LIMIT 1", whose.merchantId());
  }

  private void awaitTypes(String query, int count) {
    await().atMost(PATIENCE).until(() -> types(query).size() >= count);
  }

  private List<String> types(String query) {
    return shop.api()
        .get("/api/v1/events" + query)
        .then()
        .statusCode(200)
        .extract()
        .path("items.type");
  }

  private static List<String> audit(String query) {
    return given()
        .auth()
        .oauth2(Shops.OPERATOR_KEY)
        .get("/api/v1/audit" + query)
        .then()
        .statusCode(200)
        .extract()
        .path("items.type");
  }
}

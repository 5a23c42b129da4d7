package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Listener;
import io.github.tillgram.testsupport.Listener.Answer;
import io.github.tillgram.testsupport.Listener.Heard;
import io.github.tillgram.testsupport.Problems;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliveriesTest {

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;
  private Listener listener;

  @BeforeEach
  void open() throws IOException {
    shop = shops.open();
    listener = new Listener();
  }

  @AfterEach
  void close() {
    listener.close();
    database.update("UPDATE endpoint SET state = 'DELETED', disabled_reason = NULL");
  }

  @Test
  void tellsASaleInOrderSignedForTheLibraryOfOthers() throws Exception {
    String secret = add(listener).getString("secret");
    UUID invoice = sell("charge-1");

    soon(() -> assertThat(listener.heard()).hasSize(4));
    assertThat(listener.types())
        .containsExactly(
            "invoice.created", "invoice.checkout_approved", "payment.received", "invoice.paid");
    for (Heard heard : listener.heard()) {
      verify(secret, heard);
      assertThat(heard.headers().get("content-type")).isEqualTo("application/json");
      assertThat(heard.json().fieldNames()).containsExactly("type", "timestamp", "version", "data");
      assertThat(heard.invoice()).isEqualTo(invoice.toString());
      JsonPath event = shop.api().get("/api/v1/events/" + heard.id()).jsonPath();
      assertThat(event.getString("type")).isEqualTo(heard.type());
      assertThat(event.getString("timestamp")).isEqualTo(heard.json().getString("timestamp"));
    }
    JsonObject paid = listener.heard().get(3).json().getJsonObject("data");
    assertThat(paid.getLong("amount")).isEqualTo(1250);
    assertThat(paid.getString("currency")).isEqualTo("USD");
    assertThat(paid.getString("telegramChargeId")).isEqualTo("charge-1");
  }

  @Test
  void aChangedBodyOrAnotherSecretIsNotVerified() throws Exception {
    String secret = add(listener).getString("secret");
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));
    Heard heard = listener.heard().get(0);

    verify(secret, heard);
    assertThat(
            catchThrowable(
                () -> verify(secret, new Heard(heard.at(), heard.headers(), heard.body() + " "))))
        .isInstanceOf(WebhookVerificationException.class);
    String other = add(listener).getString("secret");
    assertThat(catchThrowable(() -> verify(other, heard)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void bothSecretsSignWhileOneFollowsTheOther() throws Exception {
    JsonPath endpoint = add(listener);
    String before = endpoint.getString("secret");
    String after = rotate(endpoint, "PT1H");
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));

    verify(before, listener.heard().get(0));
    verify(after, listener.heard().get(0));

    String last = rotate(endpoint, "PT0S");
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(2));
    Heard heard = listener.heard().get(1);
    verify(last, heard);
    assertThat(catchThrowable(() -> verify(after, heard)))
        .isInstanceOf(WebhookVerificationException.class);
    assertThat(catchThrowable(() -> verify(before, heard)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void atMostFiveSecretsSign() throws Exception {
    JsonPath endpoint = add(listener);
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      secrets.add(rotate(endpoint, "P7D"));
    }
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));

    Heard heard = listener.heard().get(0);
    assertThat(heard.headers().get("webhook-signature").split(" ")).hasSize(5);
    verify(secrets.get(2), heard);
    assertThat(catchThrowable(() -> verify(secrets.get(1), heard)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void anEventThatCannotBeReadHoldsUpNoOther() {
    AtomicInteger refusals = new AtomicInteger(1);
    listener.answering(heard -> Answer.of(refusals.getAndDecrement() > 0 ? 500 : 200));
    JsonPath endpoint = add(listener);
    UUID damaged = shop.issue(Shop.tea());
    soon(() -> assertThat(attempts(endpoint)).isEqualTo(1));
    database.update(
        "UPDATE invoice SET metadata = ? WHERE id = ?",
        "{\"a\": 0." + "0".repeat(10) + "9".repeat(1000) + "}",
        damaged);
    UUID sound = shop.issue(Shop.tea());
    hurry(endpoint);

    soon(() -> assertThat(heardOf(sound)).containsExactly("invoice.created"));
    soon(
        () ->
            assertThat(deliveries("state=FAILED").getList("items.lastFailure"))
                .containsExactly("EVENT_NOT_AVAILABLE"));
    assertThat(heardOf(damaged)).hasSize(1);
    assertThat(pending(endpoint)).isZero();
    database.update("UPDATE invoice SET metadata = '{}' WHERE id = ?", damaged);
  }

  @Test
  void whatAnotherAddressAnswersSaysNothingAboutTheNewOne() throws IOException {
    CountDownLatch changed = new CountDownLatch(1);
    try (Listener before = new Listener()) {
      before.answering(
          heard -> {
            changed.await();
            return Answer.of(410);
          });
      JsonPath endpoint = add(before);
      shop.issue(Shop.tea());
      soon(() -> assertThat(before.heard()).hasSize(1));

      change(endpoint, "{\"url\":\"" + listener.url() + "\"}").then().statusCode(200);
      changed.countDown();
      soon(() -> assertThat(attempts(endpoint)).isEqualTo(1));
      shop.issue(Shop.tea());

      soon(() -> assertThat(listener.heard()).isNotEmpty());
      shop.api()
          .get(path(endpoint))
          .then()
          .body("state", is("ENABLED"))
          .body("disabledReason", is((Object) null));
    }
  }

  @Test
  void nothingIsPutInLineForWhatIsOff() {
    JsonPath endpoint = add(listener);
    shop.issue(Shop.tea());
    soon(() -> assertThat(delivered(endpoint)).isEqualTo(1));
    String delivery = deliveries("state=DELIVERED").getString("items[0].id");
    change(endpoint, "{\"enabled\":false}").then().statusCode(200);

    for (Response refused :
        List.of(
            shop.api().body("{\"type\":\"invoice.paid\"}").post(path(endpoint) + "/example"),
            shop.api().post("/api/v1/deliveries/" + delivery + "/redeliver"))) {
      assertThat(Problems.assertProblem(refused, 409, "conflict").getString("detail"))
          .isEqualTo("The endpoint is switched off; switch it on first.");
    }
    assertThat(pending(endpoint)).isZero();
  }

  @Test
  void whatIsOlderThanDeliveriesAreKeptIsNotRecovered() {
    JsonPath endpoint = add(listener);
    change(endpoint, "{\"enabled\":false}").then().statusCode(200);

    recover(endpoint, "2020-01-01T00:00:00Z").then().statusCode(202);

    assertThat(
            database.number(
                "SELECT count(*) FROM endpoint_recovery WHERE endpoint_id = ?"
                    + " AND since BETWEEN now() - interval '30 days 1 minute'"
                    + " AND now() - interval '29 days 23 hours'",
                id(endpoint)))
        .isEqualTo(1);
    change(endpoint, "{\"enabled\":true}").then().statusCode(200);
  }

  @Test
  void thereAreFiftyEndpointsAtMostWhoeverAsksSideBySide() {
    for (int i = 0; i < Endpoints.MOST - 1; i++) {
      database.update(
          "INSERT INTO endpoint (id, merchant_id, url) VALUES (gen_random_uuid(), ?, ?)",
          shop.merchantId(),
          listener.url());
    }
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () ->
                  shop.api()
                      .body(new JsonObject().put("url", listener.url()).encode())
                      .post("/api/v1/endpoints")
                      .statusCode()));
    }

    assertThat(answers.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(201, 409, 409, 409, 409, 409);
  }

  @Test
  void noSecretIsKeptInClearOrShownAgain() {
    JsonPath endpoint = add(listener);
    String secret = endpoint.getString("secret");

    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(
            database.text(
                "SELECT string_agg(secret, ',') FROM endpoint_secret WHERE endpoint_id = ?",
                id(endpoint)))
        .doesNotContain(secret.substring(6));
    shop.api().get(path(endpoint)).then().statusCode(200).body("secret", nullValue());
    assertThat(shop.api().get("/api/v1/endpoints").asString()).doesNotContain("whsec_");
  }

  @Test
  void whatFailsIsTriedAgainAndWhatIsBehindItWaits() {
    listener.answering(503);
    JsonPath endpoint = add(listener);
    UUID invoice = sell("charge-2");
    soon(() -> assertThat(pending(endpoint)).isEqualTo(4));
    soon(() -> assertThat(listener.heard()).isNotEmpty());

    assertThat(new HashSet<>(listener.types())).containsExactly("invoice.created");
    JsonPath deliveries = deliveries("state=PENDING");
    assertThat(deliveries.getList("items.attempts", Integer.class)).containsExactly(0, 0, 0, 1);
    assertThat(deliveries.getInt("items[3].lastStatus")).isEqualTo(503);
    assertThat(waits(endpoint, invoice)).isBetween(3L, 7L);

    listener.answering(200);
    hurry(endpoint);
    soon(() -> assertThat(pending(endpoint)).isZero());
    assertThat(listener.types())
        .endsWith(
            "invoice.created", "invoice.checkout_approved", "payment.received", "invoice.paid");
    assertThat(new HashSet<>(listener.heard().stream().map(Heard::id).toList())).hasSize(4);
  }

  @Test
  void oneInvoiceDoesNotWaitForAnother() {
    Set<String> bad = ConcurrentHashMap.newKeySet();
    listener.answering(heard -> Answer.of(bad.contains(heard.invoice()) ? 500 : 200));
    JsonPath endpoint = add(listener);
    UUID first = shop.issue(Shop.tea());
    soon(() -> assertThat(delivered(endpoint)).isEqualTo(1));
    bad.add(first.toString());
    shop.cancel(first);
    UUID second = shop.issue(Shop.tea());
    shop.cancel(second);

    soon(() -> assertThat(heardOf(second)).containsExactly("invoice.created", "invoice.canceled"));
    soon(() -> assertThat(pending(endpoint)).isEqualTo(1));
  }

  @Test
  void keepsEveryAttemptWithTheBeginningOfItsAnswer() {
    AtomicInteger calls = new AtomicInteger();
    listener.answering(
        heard ->
            new Answer(calls.incrementAndGet() == 1 ? 500 : 202, Map.of(), "sorry ".repeat(400)));
    JsonPath endpoint = add(listener);
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));
    soon(() -> assertThat(deliveries("state=").getInt("items[0].attempts")).isEqualTo(1));
    hurry(endpoint);
    soon(() -> assertThat(pending(endpoint)).isZero());

    String id = deliveries("state=").getString("items[0].id");
    JsonPath delivery = shop.api().get("/api/v1/deliveries/" + id).jsonPath();
    assertThat(delivery.getString("state")).isEqualTo("DELIVERED");
    assertThat(delivery.getList("tries.number")).containsExactly(1, 2);
    assertThat(delivery.getList("tries.status")).containsExactly(500, 202);
    assertThat(delivery.getString("tries[0].answer")).hasSize(1024).startsWith("sorry sorry");
    assertThat(delivery.getList("tries.millis", Integer.class)).allMatch(millis -> millis >= 0);
    assertThat(delivery.getString("messageId")).isEqualTo(listener.heard().get(0).id());
  }

  @Test
  void whoAsksToBeLeftAloneIs() {
    listener.answering(heard -> new Answer(429, Map.of("Retry-After", "120"), ""));
    JsonPath endpoint = add(listener);
    shop.issue(Shop.tea());
    soon(() -> assertThat(paused(endpoint)).isBetween(100L, 120L));

    listener.answering(200);
    int before = listener.heard().size();
    shop.issue(Shop.tea());
    hurry(endpoint);
    pause(Duration.ofSeconds(2));
    assertThat(listener.heard()).hasSize(before);

    database.update("UPDATE endpoint SET paused_until = now() WHERE id = ?", id(endpoint));
    soon(() -> assertThat(pending(endpoint)).isZero());
  }

  @Test
  void whoIsGoneIsNotCalledAnyMoreAndItsMerchantHearsOfIt() throws IOException {
    try (Listener other = new Listener()) {
      add(other);
      listener.answering(410);
      JsonPath endpoint = add(listener);
      shop.issue(Shop.tea());

      soon(
          () ->
              shop.api()
                  .get(path(endpoint))
                  .then()
                  .body("state", is("DISABLED"))
                  .body("disabledReason", is("GONE")));
      soon(() -> assertThat(other.types()).contains("endpoint.disabled"));
      int before = listener.heard().size();
      shop.issue(Shop.tea());
      soon(() -> assertThat(other.types()).endsWith("invoice.created"));
      hurry(endpoint);
      pause(Duration.ofSeconds(1));
      assertThat(listener.heard()).hasSize(before);
    }
  }

  @Test
  void whoTakesNothingForFiveDaysIsSwitchedOff() {
    listener.answering(500);
    JsonPath endpoint = add(listener);
    shop.issue(Shop.tea());
    soon(
        () ->
            assertThat(shop.api().get(path(endpoint)).jsonPath().getString("failingSince"))
                .isNotNull());
    database.update(
        "UPDATE endpoint SET failing_since = now() - interval '119 hours' WHERE id = ?",
        id(endpoint));
    hurry(endpoint);
    soon(() -> assertThat(attempts(endpoint)).isEqualTo(2));
    shop.api().get(path(endpoint)).then().body("state", is("ENABLED"));

    database.update(
        "UPDATE endpoint SET failing_since = now() - interval '121 hours' WHERE id = ?",
        id(endpoint));
    hurry(endpoint);
    soon(
        () ->
            shop.api()
                .get(path(endpoint))
                .then()
                .body("state", is("DISABLED"))
                .body("disabledReason", is("FAILING")));
  }

  @Test
  void oneSuccessForgivesEverything() {
    listener.answering(500);
    JsonPath endpoint = add(listener);
    UUID invoice = shop.issue(Shop.tea());
    soon(() -> assertThat(attempts(endpoint)).isEqualTo(1));
    database.update(
        "UPDATE endpoint SET failing_since = now() - interval '2 days' WHERE id = ?", id(endpoint));
    postpone(endpoint);
    listener.answering(200);
    UUID later = shop.issue(Shop.tea());

    soon(() -> assertThat(heardOf(later)).hasSize(1));
    soon(
        () ->
            assertThat(shop.api().get(path(endpoint)).jsonPath().getString("failingSince"))
                .isNull());
    assertThat(waits(endpoint, invoice)).isLessThan(31);
  }

  @Test
  void whatIsOlderThanThreeDaysIsGivenUpAndTheNextHasItsTurn() {
    listener.answering(500);
    JsonPath endpoint = add(listener);
    UUID invoice = shop.issue(Shop.tea());
    shop.cancel(invoice);
    soon(() -> assertThat(attempts(endpoint)).isEqualTo(1));
    database.update(
        "UPDATE delivery SET created_at = now() - interval '73 hours'"
            + " WHERE endpoint_id = ? AND type = 'invoice.created'",
        id(endpoint));
    listener.answering(heard -> Answer.of(heard.type().equals("invoice.created") ? 500 : 200));
    hurry(endpoint);

    soon(() -> assertThat(pending(endpoint)).isZero());
    assertThat(deliveries("state=FAILED").getList("items.type")).containsExactly("invoice.created");
    assertThat(deliveries("state=DELIVERED").getList("items.type"))
        .containsExactly("invoice.canceled");
  }

  @Test
  void hearsOnlyWhatItAskedFor() throws IOException {
    try (Listener chatty = new Listener()) {
      shop.api()
          .body(
              new JsonObject()
                  .put("url", listener.url())
                  .put("types", new JsonArray().add("invoice.paid"))
                  .encode())
          .post("/api/v1/endpoints")
          .then()
          .statusCode(201)
          .body("types", is(List.of("invoice.paid")));
      add(chatty);
      sell("charge-3");

      soon(() -> assertThat(chatty.types()).contains("invoice.paid"));
      soon(() -> assertThat(listener.types()).containsExactly("invoice.paid"));
    }
  }

  @Test
  void sendsAgainWhatItsMerchantWantsAgain() {
    JsonPath endpoint = add(listener);
    shop.issue(Shop.tea());
    soon(() -> assertThat(delivered(endpoint)).isEqualTo(1));
    String id = deliveries("state=").getString("items[0].id");

    String again =
        shop.api()
            .post("/api/v1/deliveries/" + id + "/redeliver")
            .then()
            .statusCode(202)
            .extract()
            .path("deliveryId");

    soon(() -> assertThat(listener.heard()).hasSize(2));
    assertThat(listener.heard().get(1).id()).isEqualTo(listener.heard().get(0).id());
    assertThat(listener.heard().get(1).body()).isEqualTo(listener.heard().get(0).body());
    soon(
        () ->
            shop.api()
                .get("/api/v1/deliveries/" + again)
                .then()
                .statusCode(200)
                .body("state", is("DELIVERED")));
  }

  @Test
  void sendsAnExample() throws Exception {
    JsonPath endpoint = add(listener);

    shop.api()
        .body("{\"type\":\"payment.held\"}")
        .post(path(endpoint) + "/example")
        .then()
        .statusCode(202);

    soon(() -> assertThat(listener.types()).containsExactly("payment.held"));
    assertThat(listener.heard().get(0).json().getBoolean("example")).isTrue();
    verify(endpoint.getString("secret"), listener.heard().get(0));
  }

  @Test
  void whatWasMissedIsRecovered() {
    JsonPath endpoint = add(listener);
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));
    change(endpoint, "{\"enabled\":false}").then().statusCode(200).body("state", is("DISABLED"));
    List<UUID> missed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      missed.add(shop.issue(Shop.tea()));
      shop.cancel(missed.get(i));
    }
    soon(
        () -> assertThat(shop.api().get("/api/v1/events").jsonPath().getList("items")).hasSize(15));
    change(endpoint, "{\"enabled\":true}").then().statusCode(200).body("state", is("ENABLED"));
    pause(Duration.ofSeconds(1));
    assertThat(listener.heard()).hasSize(1);

    recover(endpoint, "2020-01-01T00:00:00Z").then().statusCode(202);

    soon(() -> assertThat(listener.heard()).hasSize(11));
    for (UUID invoice : missed) {
      assertThat(heardOf(invoice)).containsExactly("invoice.created", "invoice.canceled");
    }
    recover(endpoint, "2020-01-01T00:00:00Z").then().statusCode(202);
    soon(() -> assertThat(database.number("SELECT count(*) FROM endpoint_recovery")).isZero());
    pause(Duration.ofSeconds(1));
    assertThat(listener.heard()).hasSize(11);
  }

  @Test
  void aDeletedEndpointHearsNothingAndIsNobodys() {
    listener.answering(500);
    JsonPath endpoint = add(listener);
    shop.issue(Shop.tea());
    soon(() -> assertThat(attempts(endpoint)).isEqualTo(1));

    shop.api().delete(path(endpoint)).then().statusCode(204);

    Problems.assertProblem(shop.api().get(path(endpoint)), 404, "not-found");
    Problems.assertProblem(shop.api().delete(path(endpoint)), 404, "not-found");
    assertThat(shop.api().get("/api/v1/endpoints").jsonPath().getList("items")).isEmpty();
    int before = listener.heard().size();
    hurry(endpoint);
    pause(Duration.ofSeconds(1));
    assertThat(listener.heard()).hasSize(before);
  }

  @Test
  void aSlowEndpointDelaysNobodyElse() throws IOException {
    CountDownLatch patience = new CountDownLatch(1);
    try (Listener slow = new Listener()) {
      slow.answering(
          heard -> {
            patience.await();
            return Answer.of(200);
          });
      add(slow);
      add(listener);
      List<UUID> invoices = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        invoices.add(shop.issue(Shop.tea()));
      }

      soon(() -> assertThat(listener.heard()).hasSize(40));
      assertThat(slow.heard()).hasSizeLessThanOrEqualTo(16);
      patience.countDown();
    }
  }

  @Test
  void saysWhatIsWrong() {
    JsonPath endpoint = add(listener);
    Problems.assertInvalid(shop.api().body("{}").post("/api/v1/endpoints"), "url");
    Problems.assertInvalid(
        shop.api()
            .body("{\"url\":\"" + listener.url() + "\",\"types\":[\"invoice.paid\",\"paid\"]}")
            .post("/api/v1/endpoints"),
        "types[1]");
    Problems.assertInvalid(shop.api().body("{}").patch(path(endpoint)), "url");
    Problems.assertInvalid(
        shop.api().body("{\"overlap\":\"P8D\"}").post(path(endpoint) + "/rotate"), "overlap");
    Problems.assertInvalid(recover(endpoint, "yesterday"), "since");
    Problems.assertInvalid(
        shop.api().body("{\"type\":\"x\"}").post(path(endpoint) + "/example"), "type");
    Problems.assertInvalid(shop.api().get("/api/v1/deliveries?eventId=evt_1"), "eventId");
    Problems.assertInvalid(shop.api().get("/api/v1/deliveries?state=GOOD"), "state");
  }

  @Test
  void anotherMerchantTouchesNothing() {
    JsonPath endpoint = add(listener);
    shop.issue(Shop.tea());
    soon(() -> assertThat(delivered(endpoint)).isEqualTo(1));
    String delivery = deliveries("state=").getString("items[0].id");
    Shop other = shops.open();

    for (Response response :
        List.of(
            other.api().get(path(endpoint)),
            other.api().delete(path(endpoint)),
            other.api().body("{\"enabled\":false}").patch(path(endpoint)),
            other.api().body("{}").post(path(endpoint) + "/rotate"),
            other
                .api()
                .body("{\"since\":\"2020-01-01T00:00:00Z\"}")
                .post(path(endpoint) + "/recover"),
            other.api().body("{\"type\":\"invoice.paid\"}").post(path(endpoint) + "/example"),
            other.api().get("/api/v1/deliveries/" + delivery),
            other.api().post("/api/v1/deliveries/" + delivery + "/redeliver"))) {
      Problems.assertProblem(response, 404, "not-found");
    }
    assertThat(other.api().get("/api/v1/deliveries").jsonPath().getList("items")).isEmpty();
    assertThat(other.api().get("/api/v1/endpoints").jsonPath().getList("items")).isEmpty();
    shop.api().get(path(endpoint)).then().body("state", is("ENABLED"));
  }

  private UUID sell(String charge) {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(42, invoice, "USD", 1250);
    shop.pay(42, invoice, "USD", 1250, charge);
    return invoice;
  }

  private JsonPath add(Listener where) {
    return shop.api()
        .body(new JsonObject().put("url", where.url()).encode())
        .post("/api/v1/endpoints")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private String rotate(JsonPath endpoint, String overlap) {
    return shop.api()
        .body("{\"overlap\":\"" + overlap + "\"}")
        .post(path(endpoint) + "/rotate")
        .then()
        .statusCode(200)
        .extract()
        .path("secret");
  }

  private Response change(JsonPath endpoint, String changes) {
    return shop.api().body(changes).patch(path(endpoint));
  }

  private Response recover(JsonPath endpoint, String since) {
    return shop.api().body("{\"since\":\"" + since + "\"}").post(path(endpoint) + "/recover");
  }

  private JsonPath deliveries(String query) {
    return shop.api().get("/api/v1/deliveries?limit=100&" + query).jsonPath();
  }

  private List<String> heardOf(UUID invoice) {
    return listener.heard().stream()
        .filter(heard -> invoice.toString().equals(heard.invoice()))
        .map(Heard::type)
        .toList();
  }

  private static void verify(String secret, Heard heard) throws WebhookVerificationException {
    HttpHeaders headers =
        HttpHeaders.of(
            Map.of(
                "webhook-id", List.of(heard.headers().get("webhook-id")),
                "webhook-timestamp", List.of(heard.headers().get("webhook-timestamp")),
                "webhook-signature", List.of(heard.headers().get("webhook-signature"))),
            (name, value) -> true);
    new Webhook(secret).verify(heard.body(), headers);
  }

  private static String path(JsonPath endpoint) {
    return "/api/v1/endpoints/" + endpoint.getString("id");
  }

  private static UUID id(JsonPath endpoint) {
    return UUID.fromString(endpoint.getString("id"));
  }

  private long pending(JsonPath endpoint) {
    return database.number(
        "SELECT count(*) FROM delivery WHERE state = 'PENDING' AND endpoint_id = ?", id(endpoint));
  }

  private long delivered(JsonPath endpoint) {
    return database.number(
        "SELECT count(*) FROM delivery WHERE state = 'DELIVERED' AND endpoint_id = ?",
        id(endpoint));
  }

  private long attempts(JsonPath endpoint) {
    return database.number(
        "SELECT count(*) FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery_id"
            + " WHERE d.endpoint_id = ?",
        id(endpoint));
  }

  private long waits(JsonPath endpoint, UUID invoice) {
    return database.number(
        "SELECT coalesce(max(extract(epoch FROM due_at - now())), 0)::bigint FROM delivery_line"
            + " WHERE endpoint_id = ? AND line = ?",
        id(endpoint),
        invoice);
  }

  private long paused(JsonPath endpoint) {
    return database.number(
        "SELECT coalesce(extract(epoch FROM paused_until - now()), 0)::bigint FROM endpoint"
            + " WHERE id = ?",
        id(endpoint));
  }

  /** As if the waiting were over. */
  private void hurry(JsonPath endpoint) {
    database.update(
        "UPDATE delivery_line SET due_at = now() WHERE endpoint_id = ? AND lease_owner IS NULL",
        id(endpoint));
  }

  private void postpone(JsonPath endpoint) {
    soon(
        () ->
            assertThat(
                    database.update(
                        "UPDATE delivery_line SET due_at = now() + interval '10 hours'"
                            + " WHERE endpoint_id = ? AND lease_owner IS NULL",
                        id(endpoint)))
                .isEqualTo(1));
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private static void pause(Duration duration) {
    await().pollDelay(duration).atMost(duration.plusSeconds(5)).until(() -> true);
  }
}

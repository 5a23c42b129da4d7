package io.github.tillgram.payments;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.database.DatabaseConfig;
import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Database.HeldLock;
import io.github.tillgram.testsupport.SandboxGroup;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selling in any chat, by typing the bot's name there. */
@QuarkusTest
class InlineSaleTest {

  private static final long NORA = 5000001;
  private static final long MILA = 5000002;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration SOON = Duration.ofSeconds(3);

  /** Jobs of the service may wait for the same lock. */
  private static final String STUCK =
      "SELECT count(*) FROM pg_stat_activity"
          + " WHERE wait_event_type = 'Lock' AND query LIKE '%inline_text%'";

  private static final int MEBIBYTE = 1024 * 1024;

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;
  @Inject DatabaseConfig config;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void anInvoiceIsPickedInAChatTheBotIsNotInAndPaidThere() {
    UUID invoice = shop.issue(offer("Tea"));
    SandboxGroup friends = SandboxGroup.create(shop, "GROUP");

    JsonObject answer = SandboxGroup.type(shop, NORA, "tea", "");

    assertThat(titles(answer)).containsExactly("Tea");
    assertThat(answer.getInteger("cacheTime")).isEqualTo(10);
    assertThat(answer.getJsonArray("results").getJsonObject(0).getString("description"))
        .isEqualTo("12.50 USD · Assam, 250 g");
    JsonObject posted = friends.pick(NORA, invoice.toString());
    assertThat(posted.getJsonObject("raw").getJsonObject("via_bot").getLong("id"))
        .isEqualTo(shop.telegramBotId());
    for (long payer : List.of(MILA, NORA)) {
      assertThat(friends.pay(payer, posted.getLong("messageId"), "PAY").getString("result"))
          .isEqualTo("PAID");
    }
    await().atMost(PATIENCE).until(() -> books.payments(shop) == 2);
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    books.assertBalanced(shop);
  }

  @Test
  void textIsFoundInTitleAndDescriptionWhateverItsCase() {
    shop.issue(offer("Зелёный чай"));
    shop.issue(offer("Coffee").put("description", "Roasted 100%_today"));

    assertThat(found("зелёный ЧАЙ")).containsExactly("Зелёный чай");
    assertThat(found("ROASTED")).containsExactly("Coffee");
    assertThat(found(" 100%_t ")).containsExactly("Coffee");
    assertThat(found("%")).containsExactly("Coffee");
    assertThat(found("")).containsExactly("Coffee", "Зелёный чай");
    assertThat(found("milk")).isEmpty();
  }

  @Test
  void onlyWhatAnybodyCanPayNowIsOffered() {
    shop.issue(offer("Open"));
    shop.cancel(shop.issue(offer("Canceled"))).then().statusCode(200);
    UUID expired = shop.issue(offer("Expired"));
    database.update("UPDATE invoice SET expires_at = now() WHERE id = ?", expired);
    shop.issue(offer("Not inline").put("inline", false));
    UUID full = shop.issue(offer("Full").put("maxPayments", 1));
    shop.approve(7, full, "USD", 1250);
    shop.pay(7, full, "USD", 1250, "charge").then().statusCode(200);
    shops.open().issue(offer("Another shop's"));

    assertThat(found("")).containsExactly("Open");
  }

  @Test
  void pagesFollowEachOtherAlthoughNewInvoicesAreIssuedBetweenThem() {
    for (int i = 0; i < 52; i++) {
      shop.issue(offer("Tea " + i));
    }

    JsonObject first = SandboxGroup.type(shop, NORA, "tea", "");
    shop.issue(offer("Tea issued later"));
    JsonObject second = SandboxGroup.type(shop, NORA, "tea", first.getString("nextOffset"));

    assertThat(titles(first)).hasSize(50).startsWith("Tea 51").endsWith("Tea 2");
    assertThat(titles(second)).containsExactly("Tea 1", "Tea 0");
    assertThat(second.getString("nextOffset")).isEmpty();
  }

  @Test
  void anAnswerStaysBelowOneMebibyteAndTheRestIsOnTheNextPage() {
    JsonArray prices = new JsonArray();
    for (int i = 0; i < 50; i++) {
      prices.add(new JsonObject().put("label", "\u0001".repeat(128)).put("amount", 25));
    }
    for (int i = 0; i < 40; i++) {
      shop.issue(offer("Tea " + i).put("prices", prices));
    }

    Response answer = ask(NORA, "", "");

    assertThat(answer.asString().getBytes(StandardCharsets.UTF_8).length).isLessThan(MEBIBYTE);
    int results = new JsonObject(answer.asString()).getJsonArray("results").size();
    assertThat(results).isBetween(1, 39);
    String next = answer.path("next_offset");
    String following = ask(NORA, "", next).path("results[0].title");
    assertThat(following).isEqualTo("Tea " + (39 - results));
  }

  @ParameterizedTest
  @ValueSource(strings = {"50", "-1", "' OR 1=1", "😀", "0198", "null"})
  void anOffsetThatIsNotOursFindsNothing(String offset) {
    shop.issue(offer("Tea"));

    Response answer = ask(NORA, "", offset);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<List<?>>path("results")).isEmpty();
  }

  @Test
  void anOffsetOfAnotherBotShowsNothingOfIt() {
    Shop other = shops.open();
    UUID foreign = other.issue(offer("Foreign"));
    shop.issue(offer("Own"));
    UUID later = other.issue(offer("Foreign too"));

    assertThat(titles(SandboxGroup.type(shop, NORA, "", later.toString()))).containsExactly("Own");
    assertThat(titles(SandboxGroup.type(shop, NORA, "", foreign.toString()))).isEmpty();
  }

  @Test
  void inlineQueriesThatAreStuckTakeAFewConnectionsAndTheOthersAreAnsweredAtOnce() {
    int share = config.connections() / 10;
    int many = 5 * config.connections();
    List<CompletableFuture<HttpResponse<String>>> typing;
    try (HeldLock held = database.lockInvoices()) {
      typing =
          IntStream.range(0, many)
              .mapToObj(i -> Crowd.deliver(shop, query(100 + i, "tea", "")))
              .toList();
      await().atMost(SOON).until(() -> done(typing) == many - share);
      assertThat(database.number(STUCK)).isEqualTo(share);
      shop.api().get("/api/v1/bots").then().statusCode(200);
    }
    assertThat(typing).allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
  }

  @Test
  void inlineIsForReusableInvoicesOfEverybody() {
    assertInvalid(create(offer("Tea").put("usage", "SINGLE")), "inline");
    assertInvalid(create(offer("Tea").put("payerId", NORA)), "inline");
    JsonObject subscription =
        offer("Tea")
            .put("currency", "XTR")
            .put("prices", Shop.prices(5))
            .put("subscriptionPeriod", 2_592_000);
    assertThat(create(subscription).<List<String>>path("errors.field")).contains("inline");
  }

  private static long done(List<CompletableFuture<HttpResponse<String>>> calls) {
    return calls.stream().filter(CompletableFuture::isDone).count();
  }

  private Response create(JsonObject order) {
    return shop.api().body(order.encode()).post("/api/v1/invoices");
  }

  private List<String> found(String query) {
    return titles(SandboxGroup.type(shop, NORA, query, ""));
  }

  private static List<String> titles(JsonObject answer) {
    assertThat(answer.getBoolean("answered")).isTrue();
    return answer.getJsonArray("results").stream()
        .map(result -> ((JsonObject) result).getString("title"))
        .toList();
  }

  /** The answer as it stands in the response to Telegram. */
  private Response ask(long person, String query, String offset) {
    return shop.deliver(query(person, query, offset).encode());
  }

  private static JsonObject query(long person, String query, String offset) {
    return new JsonObject()
        .put("update_id", Shop.nextUpdateId())
        .put(
            "inline_query",
            new JsonObject()
                .put("id", "-77")
                .put("from", Shop.user(person))
                .put("query", query)
                .put("offset", offset));
  }

  private static JsonObject offer(String title) {
    return Shop.tea().put("title", title).put("usage", "REUSABLE").put("inline", true);
  }
}

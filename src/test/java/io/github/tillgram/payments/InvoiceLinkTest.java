package io.github.tillgram.payments;

import static io.github.tillgram.testsupport.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Selling by a link that anybody can open, for ever. */
@QuarkusTest
class InvoiceLinkTest {

  private static final long NORA = 5000001;
  private static final long MILA = 5000002;
  private static final long JONAS = 5000003;

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, NORA);
  }

  @AfterEach
  void ledgerLinesSumToWhatWasReceived() {
    books.assertBalanced(shop);
  }

  // ---- Making the link ------------------------------------------------------------------------

  @Test
  void aLinkIsMadeOnceAndStandsInTheInvoiceAndItsTimeline() {
    UUID invoice = shop.issue(Shop.tea());
    shop.read(invoice).then().body("link", nullValue());

    String link =
        shop.link(invoice)
            .then()
            .statusCode(200)
            .body("link", startsWith("https://t.me/$"))
            .extract()
            .path("link");

    shop.read(invoice).then().body("link", equalTo(link)).body("status", equalTo("OPEN"));
    assertThat(shop.timeline(invoice)).containsExactly("invoice.created", "invoice.link_created");
    assertThat(SandboxChat.openLink(link).getString("payload")).isEqualTo(shop.payload(invoice));
  }

  @Test
  void theLinkThatIsKeptIsGivenAgainWithoutAskingTelegram() {
    UUID invoice = shop.issue(Shop.tea());
    String link = shop.link(invoice).path("link");
    chat.fault("createInvoiceLink", "BAD_GATEWAY", 1, 0);

    shop.link(invoice).then().statusCode(200).body("link", equalTo(link));

    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.link_created");
  }

  @Test
  void callersAtTheSameTimeGetOneLink() {
    UUID invoice = shop.issue(Shop.tea());

    List<String> links =
        Stream.generate(() -> Crowd.post(shop, "/api/v1/invoices/" + invoice + "/link"))
            .limit(20)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .map(HttpResponse::body)
            .map(body -> new JsonObject(body).getString("link"))
            .toList();

    assertThat(links).doesNotContainNull();
    assertThat(links.stream().distinct()).hasSize(1);
    shop.read(invoice).then().body("link", equalTo(links.get(0)));
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.link_created");
  }

  @Test
  void anInvoiceThatCanNoLongerBePaidGetsNoLinkAndItsOldOneIsNotGivenOut() {
    UUID unlinked = shop.issue(Shop.tea());
    shop.cancel(unlinked).then().statusCode(200);
    UUID linked = shop.issue(Shop.tea());
    shop.link(linked).then().statusCode(200);
    shop.cancel(linked).then().statusCode(200);
    UUID expired = shop.issue(Shop.tea());
    database.update("UPDATE invoice SET expires_at = now() WHERE id = ?", expired);

    for (UUID invoice : List.of(unlinked, linked, expired)) {
      JsonObject problem = assertProblem(shop.link(invoice), 409, "conflict");
      assertThat(problem.getString("detail")).contains("cannot be linked");
    }
    shop.read(unlinked).then().body("link", nullValue());
  }

  @Test
  void anInvoiceThatIsCanceledWhileTelegramIsAskedGetsNoLink() {
    UUID invoice = shop.issue(Shop.tea());
    CompletableFuture<HttpResponse<String>> asked;
    try (Database.HeldLock held = database.lock(invoice)) {
      asked = Crowd.post(shop, "/api/v1/invoices/" + invoice + "/link");
      database.awaitBlocked(1);
      held.cancel();
    }

    assertThat(asked.join().statusCode()).isEqualTo(409);
    shop.read(invoice).then().body("link", nullValue());
    assertThat(shop.timeline(invoice)).containsExactly("invoice.created");
  }

  @Test
  void whatTelegramRefusesIsSaidInItsWordsAndMayBeAskedAgain() {
    UUID invoice = shop.issue(Shop.tea());
    chat.fault("createInvoiceLink", "BAD_REQUEST", 1, 0);

    JsonObject problem = assertProblem(shop.link(invoice), 422, "telegram-refused");

    assertThat(problem.getString("detail")).startsWith("Bad Request");
    shop.read(invoice).then().body("link", nullValue());
    shop.link(invoice).then().statusCode(200);
  }

  @Test
  void aRevokedTokenIsSaidToBeSo() {
    UUID invoice = shop.issue(Shop.tea());
    shop.renewToken();

    JsonObject problem = assertProblem(shop.link(invoice), 422, "telegram-refused");

    assertThat(problem.getString("detail")).contains("PATCH /api/v1/bots");
  }

  @Test
  void aTelegramThatIsAwayIsSaidToBeSoAndNothingIsKept() {
    UUID invoice = shop.issue(Shop.tea());
    chat.fault("createInvoiceLink", "BAD_GATEWAY", 1, 0);

    Response answer = shop.link(invoice);

    assertProblem(answer, 502, "telegram-unavailable");
    assertThat(answer.header("Retry-After")).isNull();
    shop.read(invoice).then().body("link", nullValue());
  }

  @Test
  void whenTelegramAsksToWaitTheMerchantIsToldHowLong() {
    UUID invoice = shop.issue(Shop.tea());
    chat.fault("createInvoiceLink", "RATE_LIMIT", 1, 17);

    Response answer = shop.link(invoice);

    assertProblem(answer, 502, "telegram-unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("17");
  }

  @Test
  void anInvoiceOfAnotherMerchantHasNoLink() {
    UUID invoice = shop.issue(Shop.tea());

    assertProblem(shops.open().link(invoice), 404, "not-found");
    assertProblem(shop.link(UUID.randomUUID()), 404, "not-found");
    shop.read(invoice).then().body("link", nullValue());
  }

  // ---- Paying through it ----------------------------------------------------------------------

  @Test
  void aLinkIsPaidAndThePayerHearsOfIt() {
    UUID invoice = shop.issue(Shop.tea());

    assertThat(pay(invoice, NORA)).isEqualTo("PAID");

    await().untilAsserted(() -> assertThat(shop.status(invoice)).isEqualTo("PAID"));
    await().untilAsserted(() -> assertThat(chat.texts()).hasSize(1));
    assertThat(chat.texts().get(0)).contains("12.50 USD");
  }

  @Test
  void anInvoiceLinkCanBeOpenedManyTimesAndOnlyPreCheckoutDecides() {
    UUID invoice = shop.issue(Shop.tea());
    String link = shop.link(invoice).path("link");

    assertThat(SandboxChat.openLink(link).getString("state")).isEqualTo("OPEN");
    assertThat(pay(invoice, NORA)).isEqualTo("PAID");
    await().untilAsserted(() -> assertThat(shop.status(invoice)).isEqualTo("PAID"));

    assertThat(SandboxChat.openLink(link).getString("state")).isEqualTo("OPEN");
    JsonObject second = SandboxChat.payLink(link, MILA, "PAY");
    assertThat(second.getString("result")).isEqualTo("DECLINED");
    assertThat(second.getString("errorMessage")).isNotBlank();
    assertThat(books.payments(shop)).isEqualTo(1);
  }

  @Test
  void aLinkOfASingleInvoiceIsTheFirstPayersWhoReserves() {
    UUID invoice = shop.issue(Shop.tea());
    String link = shop.link(invoice).path("link");

    assertThat(SandboxChat.payLink(link, NORA, "ABANDON").getString("result"))
        .isEqualTo("ABANDONED");

    assertThat(SandboxChat.payLink(link, MILA, "PAY").getString("result")).isEqualTo("DECLINED");
    assertThat(SandboxChat.payLink(link, NORA, "PAY").getString("result")).isEqualTo("PAID");
  }

  @Test
  void aLinkOfAPersonalInvoiceIsOfNoUseToOthers() {
    UUID invoice = shop.issue(Shop.tea().put("payerId", NORA));

    assertThat(pay(invoice, JONAS)).isEqualTo("DECLINED");
    assertThat(pay(invoice, NORA)).isEqualTo("PAID");
  }

  @Test
  void theLinkOfACanceledInvoiceCannotBeRevokedSoPreCheckoutDeclines() {
    UUID invoice = shop.issue(Shop.tea());
    String link = shop.link(invoice).path("link");
    shop.cancel(invoice).then().statusCode(200);

    assertThat(SandboxChat.openLink(link).getString("state")).isEqualTo("OPEN");
    assertThat(SandboxChat.payLink(link, NORA, "PAY").getString("result")).isEqualTo("DECLINED");
    assertThat(books.payments(shop)).isZero();
  }

  @Test
  void theLinkOfAReusableInvoiceIsPaidByEverybodyUntilItsLimit() {
    UUID invoice = shop.issue(Shop.stars(5).put("usage", "REUSABLE").put("maxPayments", 2));

    assertThat(pay(invoice, NORA)).isEqualTo("PAID");
    await().untilAsserted(() -> assertThat(books.payments(shop)).isEqualTo(1));
    assertThat(pay(invoice, NORA)).isEqualTo("PAID");
    await().untilAsserted(() -> assertThat(shop.status(invoice)).isEqualTo("PAID"));

    assertProblem(shop.link(invoice), 409, "conflict");
    String link = database.text("SELECT link FROM invoice WHERE id = ?", invoice);
    assertThat(SandboxChat.payLink(link, MILA, "PAY").getString("result")).isEqualTo("DECLINED");
  }

  /** Through the invoice's link. */
  private String pay(UUID invoice, long payer) {
    String link = shop.link(invoice).path("link");
    return SandboxChat.payLink(link, payer, "PAY").getString("result");
  }
}

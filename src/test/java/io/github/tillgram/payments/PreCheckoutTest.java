package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Database.HeldLock;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last moment to say no: every decision, its words, and what it leaves behind. */
@QuarkusTest
class PreCheckoutTest {

  private static final long PAYER = 5000001;
  private static final long OTHER = 5000002;
  private static final long THIRD = 5000003;

  /** Telegram gives a query ten seconds; we must be done well before. */
  private static final Duration TELEGRAMS_PATIENCE = Duration.ofSeconds(10);

  @Inject Shops shops;
  @Inject Clockwork clockwork;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  // ---- The answer -----------------------------------------------------------------------------

  @Test
  void anApprovalIsTheBodyOfTheResponseAndReservesTheInvoice() {
    UUID invoice = shop.issue(Shop.tea());
    JsonObject query = query(PAYER, invoice, 1250);

    shop.deliver(query.encode())
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body("method", equalTo("answerPreCheckoutQuery"))
        .body("pre_checkout_query_id", equalTo(id(query)))
        .body("ok", is(true))
        .body("size()", equalTo(3));

    assertThat(shop.status(invoice)).isEqualTo("CHECKOUT");
    assertThat(reservedBy(invoice)).isEqualTo(PAYER);
    assertThat(shop.timeline(invoice))
        .containsExactly("invoice.created", "invoice.checkout_approved");
  }

  @Test
  void anUnknownPayloadIsDeclined() {
    assertDeclined(
        PAYER,
        "payload-of-nobody",
        "USD",
        1250,
        "This invoice is not known here. Please ask the seller for a new one.",
        "Этот счёт нам не известен. Попросите продавца выставить новый.");
  }

  @Test
  void thePayloadOfAnotherMerchantIsDeclinedAsUnknown() {
    UUID invoice = shops.open().issue(Shop.tea());

    assertDeclined(
        PAYER,
        shop.payload(invoice),
        "USD",
        1250,
        "This invoice is not known here. Please ask the seller for a new one.",
        "Этот счёт нам не известен. Попросите продавца выставить новый.");

    assertThat(reservedBy(invoice)).isNull();
  }

  @Test
  void thePayloadOfTheMerchantsOtherBotIsDeclinedAsUnknown() {
    Shop other = shops.withAnotherBot(shop);
    UUID invoice = other.issue(Shop.tea().put("botId", other.botId().toString()));

    assertDeclined(
        PAYER,
        shop.payload(invoice),
        "USD",
        1250,
        "This invoice is not known here. Please ask the seller for a new one.",
        "Этот счёт нам не известен. Попросите продавца выставить новый.");

    assertThat(reservedBy(invoice)).isNull();
  }

  @Test
  void aPaidInvoiceIsDeclined() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, "paid");

    assertDeclined(
        PAYER,
        invoice,
        1250,
        "This invoice has already been paid. You have not been charged.",
        "Этот счёт уже оплачен. Деньги с вас не списаны.");

    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aRefundedInvoiceIsDeclinedAsPaid() {
    UUID invoice = shop.issue(Shop.tea());
    pay(PAYER, invoice, "paid");
    shop.refund(PAYER, shop.payload(invoice), "USD", 1250, "paid").then().statusCode(200);

    assertDeclined(
        PAYER,
        invoice,
        1250,
        "This invoice has already been paid. You have not been charged.",
        "Этот счёт уже оплачен. Деньги с вас не списаны.");
  }

  @Test
  void aCanceledInvoiceIsDeclined() {
    UUID invoice = shop.issue(Shop.tea());
    shop.cancel(invoice).then().statusCode(200);

    assertDeclined(
        PAYER,
        invoice,
        1250,
        "The seller has canceled this invoice. You have not been charged.",
        "Продавец отменил этот счёт. Деньги с вас не списаны.");
  }

  @Test
  void anExpiredInvoiceIsDeclined() {
    UUID invoice = shop.issue(Shop.tea());
    clockwork.expire(invoice);

    assertDeclined(
        PAYER,
        invoice,
        1250,
        "This invoice has expired. Please ask the seller for a new one.",
        "Срок действия счёта истёк. Попросите продавца выставить новый.");
  }

  @Test
  void anotherCurrencyIsDeclined() {
    UUID invoice = shop.issue(Shop.tea());

    assertDeclined(
        PAYER,
        shop.payload(invoice),
        "EUR",
        1250,
        "The currency does not match the invoice. Please ask the seller for a new one.",
        "Валюта не совпадает с валютой счёта. Попросите продавца выставить новый.");
  }

  @ParameterizedTest
  @ValueSource(longs = {1249, 1251, 0, -1250, Long.MAX_VALUE, Long.MIN_VALUE})
  void anotherAmountIsDeclined(long amount) {
    UUID invoice = shop.issue(Shop.tea());

    assertDeclined(
        PAYER,
        invoice,
        amount,
        "The amount does not match the invoice. Please ask the seller for a new one.",
        "Сумма не совпадает с суммой счёта. Попросите продавца выставить новый.");

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void anotherPayerThanTheOneItIsBoundToIsDeclined() {
    UUID invoice = shop.issue(Shop.tea().put("payerId", OTHER));

    assertDeclined(
        PAYER,
        invoice,
        1250,
        "This invoice is meant for somebody else.",
        "Этот счёт выставлен другому человеку.");

    shop.approve(OTHER, invoice, "USD", 1250);
  }

  @Test
  void anInvoiceThatSomebodyElseIsPayingIsDeclined() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(OTHER, invoice, "USD", 1250);

    assertDeclined(
        PAYER,
        invoice,
        1250,
        "Somebody else is paying this invoice right now. Please try again in a few minutes.",
        "Этот счёт сейчас оплачивает кто-то другой. Попробуйте через несколько минут.");

    assertThat(reservedBy(invoice)).isEqualTo(OTHER);
  }

  @Test
  void aReusableInvoiceWithoutPlacesLeftIsDeclined() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 2));
    shop.approve(OTHER, invoice, "USD", 1250);
    pay(OTHER, invoice, "first");
    shop.approve(THIRD, invoice, "USD", 1250);

    assertDeclined(
        PAYER,
        invoice,
        1250,
        "Everything has been sold. You have not been charged.",
        "Всё распродано. Деньги с вас не списаны.");

    assertThat(reservations(invoice)).isEqualTo(1);
  }

  @Test
  void aLanguageWithoutWordsOfItsOwnIsAnsweredInEnglish() {
    assertThat(decline(PAYER, "payload-of-nobody", "USD", 1250, "fr"))
        .startsWith("This invoice is not known here.");
  }

  @Test
  void aRegionalLanguageTagIsUnderstood() {
    assertThat(decline(PAYER, "payload-of-nobody", "USD", 1250, "ru-RU"))
        .startsWith("Этот счёт нам не известен.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'total_amount': 12.5",
        "'total_amount': 1250.0",
        "'total_amount': 9223372036854775808",
        "'total_amount': '1250'",
        "'total_amount': null",
        "'total_amount': {}",
        "'currency': null",
        "'currency': 840",
        "'invoice_payload': null",
        "'from': null",
        "'from': {}",
        "'from': {'id': null}",
        "'from': 5000001"
      })
  void aQueryThatCannotBeReadIsDeclinedAndReservesNothing(String member) {
    UUID invoice = shop.issue(Shop.tea());
    JsonObject query = query(PAYER, invoice, 1250);
    content(query).mergeIn(new JsonObject("{" + member.replace('\'', '"') + "}"));

    assertUnreadable(query);

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"from", "currency", "total_amount", "invoice_payload"})
  void aQueryThatLacksAPartIsDeclinedAndReservesNothing(String part) {
    UUID invoice = shop.issue(Shop.tea());
    JsonObject query = query(PAYER, invoice, 1250);
    content(query).remove(part);

    assertUnreadable(query);

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void aQueryThatCannotBeReadIsDeclinedInThePayersLanguage() {
    JsonObject query = speaking("ru", query(PAYER, shop.issue(Shop.tea()), 1250));
    content(query).put("total_amount", 12.5);

    shop.deliver(query.encode())
        .then()
        .body("error_message", equalTo("Не удалось проверить платёж. Попробуйте ещё раз."));
  }

  // ---- Once and again -------------------------------------------------------------------------

  @Test
  void aQueryThatIsRepeatedGetsItsApprovalAgainAlthoughTheInvoiceIsPaidByNow() {
    UUID invoice = shop.issue(Shop.tea());
    JsonObject query = query(PAYER, invoice, 1250);
    String approval = shop.deliver(query.encode()).asString();
    pay(PAYER, invoice, "charge");
    List<String> before = shop.timeline(invoice);

    String repeated = shop.deliver(query.encode()).asString();

    assertThat(repeated).isEqualTo(approval);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(reservedBy(invoice)).isNull();
    assertThat(shop.timeline(invoice)).startsWith(before.toArray(String[]::new));
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.checkout_approved");
  }

  @Test
  void aQueryThatIsRepeatedGetsItsDeclineAgainAlthoughTheInvoiceIsFreeByNow() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(OTHER, invoice, "USD", 1250);
    JsonObject query = query(PAYER, invoice, 1250);
    String declined = shop.deliver(query.encode()).asString();
    clockwork.lapse(invoice);

    String repeated = shop.deliver(query.encode()).asString();

    assertThat(repeated).isEqualTo(declined);
    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.checkout_declined");
  }

  @Test
  void aQueryThatIsRepeatedDoesNotRenewItsReservation() {
    UUID invoice = shop.issue(Shop.tea());
    JsonObject query = query(PAYER, invoice, 1250);
    shop.deliver(query.encode()).then().body("ok", is(true));
    clockwork.lapse(invoice);

    shop.deliver(query.encode()).then().body("ok", is(true));

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
  }

  @Test
  void aQueryThatArrivesManyTimesAtOnceIsDecidedOnce() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 5));
    JsonObject query = query(PAYER, invoice, 1250);

    List<HttpResponse<String>> answers =
        Crowd.deliver(shop, LongStream.range(0, 20).mapToObj(i -> query));

    assertThat(answers)
        .allSatisfy(answer -> assertThat(new JsonObject(answer.body()).getBoolean("ok")).isTrue());
    assertThat(shop.timeline(invoice)).containsOnlyOnce("invoice.checkout_approved");
    assertThat(reservations(invoice)).isEqualTo(1);
  }

  @Test
  void theSamePayerMayAskAgainAndRenewsTheReservation() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    Instant first = reservedUntil(invoice);

    shop.approve(PAYER, invoice, "USD", 1250);

    assertThat(reservedUntil(invoice)).isAfter(first);
    assertThat(reservedBy(invoice)).isEqualTo(PAYER);
  }

  @Test
  void aReservationLastsFifteenMinutes() {
    UUID invoice = shop.issue(Shop.tea());

    shop.approve(PAYER, invoice, "USD", 1250);

    assertThat(Duration.between(databaseNow(), reservedUntil(invoice)))
        .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
  }

  // ---- Expiry ---------------------------------------------------------------------------------

  @Test
  void aLiveReservationOutlastsTheExpiryForItsPayerAndIsNotProlonged() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.expire(invoice);
    Instant until = reservedUntil(invoice);

    shop.approve(PAYER, invoice, "USD", 1250);

    assertThat(reservedUntil(invoice)).isEqualTo(until);
    assertThat(shop.status(invoice)).isEqualTo("CHECKOUT");
  }

  @Test
  void aLiveReservationOfAReusableInvoiceOutlastsTheExpiryForItsPayerOnly() {
    UUID invoice = shop.issue(reusable());
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.expire(invoice);

    shop.approve(PAYER, invoice, "USD", 1250);
    shop.preCheckout(OTHER, invoice, "USD", 1250).then().body("ok", is(false));

    assertThat(reservations(invoice)).isEqualTo(1);
  }

  @Test
  void anExpiredInvoiceWhoseReservationLapsedIsDeclinedToItsPayerToo() {
    UUID invoice = shop.issue(Shop.tea());
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.expire(invoice);
    clockwork.lapse(invoice);

    shop.preCheckout(PAYER, invoice, "USD", 1250).then().body("ok", is(false));
  }

  // ---- REUSABLE -------------------------------------------------------------------------------

  @Test
  void aReusableInvoiceWithoutLimitIsApprovedForEverybodyAndKeepsReservationsAsRows() {
    UUID invoice = shop.issue(reusable());

    shop.approve(PAYER, invoice, "USD", 1250);
    shop.approve(OTHER, invoice, "USD", 1250);
    shop.approve(PAYER, invoice, "USD", 1250);

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(reservedBy(invoice)).isNull();
    assertThat(
            database.column(
                "SELECT payer_id FROM reservation WHERE invoice_id = ? ORDER BY 1", invoice))
        .containsExactly(PAYER, OTHER);
  }

  @Test
  void aReservationThatLapsedLeavesItsPlaceToOthers() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 1));
    shop.approve(PAYER, invoice, "USD", 1250);
    clockwork.lapse(invoice);

    shop.approve(OTHER, invoice, "USD", 1250);

    shop.preCheckout(PAYER, invoice, "USD", 1250).then().body("ok", is(false));
  }

  @Test
  void aPayerWhoHoldsTheLastPlaceMayRenewIt() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 1));
    shop.approve(PAYER, invoice, "USD", 1250);

    shop.approve(PAYER, invoice, "USD", 1250);

    assertThat(reservations(invoice)).isEqualTo(1);
  }

  @Test
  void aPaymentTurnsTheReservationItWasMadeUnderIntoACountedPlace() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 2));
    shop.approve(PAYER, invoice, "USD", 1250);

    pay(PAYER, invoice, "charge");

    assertThat(reservations(invoice)).isZero();
    shop.approve(OTHER, invoice, "USD", 1250);
    shop.preCheckout(THIRD, invoice, "USD", 1250).then().body("ok", is(false));
  }

  // ---- Tips -----------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(longs = {1250, 1251, 1750})
  void anAmountWithATipInTheRangeIsApproved(long amount) {
    UUID invoice = shop.issue(Shop.tea().put("tip", new JsonObject().put("max", 500)));

    shop.approve(PAYER, invoice, "USD", amount);
  }

  @ParameterizedTest
  @ValueSource(longs = {1249, 1751, 500})
  void anAmountWithATipOutsideTheRangeIsDeclined(long amount) {
    UUID invoice = shop.issue(Shop.tea().put("tip", new JsonObject().put("max", 500)));

    assertThat(decline(PAYER, shop.payload(invoice), "USD", amount, "en"))
        .startsWith("The amount does not match the invoice.");
  }

  // ---- A slow database ------------------------------------------------------------------------

  @Test
  void aDatabaseThatTakesTooLongIsADeclineInTimeAndNothingIsReservedAfterwards() {
    UUID invoice = shop.issue(Shop.tea());
    List<JsonObject> queries =
        List.of(query(PAYER, invoice, 1250), speaking("ru", query(OTHER, invoice, 1250)));

    List<String> answers;
    try (HeldLock slow = database.lock(invoice)) {
      answers = declinesInTime(queries);
    }

    assertThat(answers)
        .containsExactly(
            "The seller's service is busy. You have not been charged, please try again in a minute.",
            "Сервис продавца занят. Деньги с вас не списаны, попробуйте через минуту.");
    assertNothingHappens(invoice, queries);
    shop.approve(THIRD, invoice, "USD", 1250);
  }

  @Test
  void moreQueriesThanTheDatabaseTakesAreDeclinedInTimeAndNothingIsReservedAfterwards() {
    UUID invoice = shop.issue(Shop.tea());
    List<JsonObject> queries =
        LongStream.range(0, 30).mapToObj(i -> query(6000000 + i, invoice, 1250)).toList();

    List<String> answers;
    try (HeldLock slow = database.lock(invoice)) {
      answers = declinesInTime(queries);
    }

    assertThat(answers).allSatisfy(answer -> assertThat(answer).contains("is busy"));
    assertNothingHappens(invoice, queries);
  }

  @Test
  void anInvoiceThatChangesAllTheTimeIsADeclineInTimeAndNothingIsReservedAfterwards() {
    UUID invoice = shop.issue(reusable().put("maxPayments", 5));
    JsonObject query = query(PAYER, invoice, 1250);

    HeldLock row = database.lock(invoice);
    CompletableFuture<HttpResponse<String>> answer = Crowd.deliver(shop, query);
    HeldLock door = change(row, Duration.ofMillis(800));
    HeldLock rowAgain = database.lock(invoice);
    door.close();
    HeldLock doorAgain = change(rowAgain, Duration.ofMillis(1800));
    String declined = text(answer.join());
    doorAgain.close();

    assertThat(declined).contains("is busy");
    assertNothingHappens(invoice, List.of(query));
  }

  // ---- What they have in common ---------------------------------------------------------------

  private static JsonObject reusable() {
    return Shop.tea().put("usage", "REUSABLE");
  }

  private JsonObject query(long payer, UUID invoice, long amount) {
    return Shop.preCheckoutUpdate(Shop.nextUpdateId(), payer, shop.payload(invoice), "USD", amount);
  }

  private static JsonObject content(JsonObject query) {
    return query.getJsonObject("pre_checkout_query");
  }

  private static String id(JsonObject query) {
    return content(query).getString("id");
  }

  private static JsonObject speaking(String language, JsonObject query) {
    content(query).getJsonObject("from").put("language_code", language);
    return query;
  }

  private void pay(long payer, UUID invoice, String chargeId) {
    shop.pay(payer, invoice, "USD", 1250, chargeId).then().statusCode(200);
  }

  private void assertDeclined(
      long payer, UUID invoice, long amount, String english, String russian) {
    assertDeclined(payer, shop.payload(invoice), "USD", amount, english, russian);
    assertThat(shop.timeline(invoice)).contains("invoice.checkout_declined");
  }

  private void assertDeclined(
      long payer, String payload, String currency, long amount, String english, String russian) {
    assertThat(decline(payer, payload, currency, amount, "en")).isEqualTo(english);
    assertThat(decline(payer, payload, currency, amount, "ru")).isEqualTo(russian);
  }

  /** Has a query declined, and gives the words. */
  private String decline(
      long payer, String payload, String currency, long amount, String language) {
    JsonObject query =
        speaking(
            language,
            Shop.preCheckoutUpdate(Shop.nextUpdateId(), payer, payload, currency, amount));
    return shop.deliver(query.encode())
        .then()
        .statusCode(200)
        .body("method", equalTo("answerPreCheckoutQuery"))
        .body("pre_checkout_query_id", equalTo(id(query)))
        .body("ok", is(false))
        .extract()
        .path("error_message");
  }

  private void assertUnreadable(JsonObject query) {
    shop.deliver(query.encode())
        .then()
        .statusCode(200)
        .body("method", equalTo("answerPreCheckoutQuery"))
        .body("pre_checkout_query_id", equalTo(id(query)))
        .body("ok", is(false))
        .body("error_message", equalTo("The payment could not be checked. Please try again."));
  }

  private List<String> declinesInTime(List<JsonObject> queries) {
    Instant begin = Instant.now();
    List<HttpResponse<String>> answers = Crowd.deliver(shop, queries.stream());
    assertThat(Duration.between(begin, Instant.now())).isLessThan(TELEGRAMS_PATIENCE);
    return answers.stream().map(PreCheckoutTest::text).toList();
  }

  private static String text(HttpResponse<String> answer) {
    JsonObject body = new JsonObject(answer.body());
    assertThat(body.getBoolean("ok")).isFalse();
    return body.getString("error_message");
  }

  /** Nothing commits after a decline, not even a statement that was still under way. */
  private void assertNothingHappens(UUID invoice, List<JsonObject> queries) {
    List<Long> updates = queries.stream().map(query -> query.getLong("update_id")).toList();
    await()
        .during(Duration.ofMillis(1200))
        .untilAsserted(
            () -> {
              assertThat(shop.timeline(invoice)).containsExactly("invoice.created");
              assertThat(shop.status(invoice)).isEqualTo("OPEN");
              assertThat(reservations(invoice)).isZero();
              assertThat(
                      database.column(
                          "SELECT update_id FROM webhook_update WHERE bot_id = ?", shop.botId()))
                  .doesNotContainAnyElementsOf(updates);
            });
  }

  /**
   * Changes a row that a query waits for, after it was held so long, so that the query has to ask
   * again; and keeps it from that by a lock that it runs into first.
   */
  private HeldLock change(HeldLock row, Duration time) {
    CompletableFuture<HeldLock> door =
        CompletableFuture.supplyAsync(
            () -> {
              database.awaitBlocked(1);
              return database.lockReservations();
            });
    await().pollDelay(time).until(() -> door.isDone() || database.blocked() >= 2);
    row.touch();
    row.close();
    return door.join();
  }

  private Long reservedBy(UUID invoice) {
    return (Long) database.value("SELECT reserved_by FROM invoice WHERE id = ?", invoice);
  }

  private Instant reservedUntil(UUID invoice) {
    return instant("SELECT reserved_until::text FROM invoice WHERE id = ?", invoice);
  }

  private Instant databaseNow() {
    return instant("SELECT now()::text");
  }

  private Instant instant(String sql, Object... arguments) {
    String text = database.text(sql, arguments).replace(' ', 'T');
    return OffsetDateTime.parse(text + (text.matches(".*[+-]\\d\\d$") ? ":00" : "")).toInstant();
  }

  private long reservations(UUID invoice) {
    return database.number(
        "SELECT count(*) FROM reservation WHERE invoice_id = ? AND reserved_until > now()",
        invoice);
  }
}

package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How invoices and payments are found. */
@QuarkusTest
class SearchTest {

  private static final long PAYER = 7001;
  private static final long STRANGER = 7002;

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;
  private UUID dollars;
  private UUID stars;
  private UUID oddlyPaid;
  private UUID rupees;
  private UUID unpaid;
  private String order;

  @BeforeEach
  void sell() {
    shop = shops.open();
    dollars = shop.issue(Shop.tea().put("reference", "order-1"));
    shop.approve(PAYER, dollars, "USD", 1250);
    shop.pay(PAYER, dollars, "USD", 1250, "of-dollars").then().statusCode(200);
    stars = shop.issue(Shop.stars(50).put("usage", "REUSABLE").put("reference", "order-2"));
    shop.approve(STRANGER, stars, "XTR", 50);
    shop.pay(STRANGER, stars, "XTR", 50, "of-stars").then().statusCode(200);
    oddlyPaid = shop.issue(Shop.tea().put("reference", "order-3"));
    shop.pay(STRANGER, oddlyPaid, "USD", 1, "too-little").then().statusCode(200);
    ApayShop apay = ApayShop.of(shop, database);
    rupees = shop.issue(ApayShop.tea("INR", 100_00));
    ApayShop.Attempt attempt = apay.begin(rupees);
    apay.post(ApayShop.transaction(attempt, "Success", "100", "INR"));
    order = attempt.orderId();
    unpaid = shop.issue(Shop.tea().put("payerId", PAYER));
  }

  @Test
  void paymentsAreFoundByAllThatTheyAre() {
    assertThat(payments("rail", "STARS")).containsExactly("of-stars");
    assertThat(payments("rail", "APAY")).containsExactly(order);
    assertThat(payments("currency", "USD")).containsExactly("too-little", "of-dollars");
    assertThat(payments("currency", "JPY")).isEmpty();
    assertThat(payments("status", "HELD")).containsExactly("too-little");
    assertThat(payments("status", "COUNTED")).containsExactly(order, "of-stars", "of-dollars");
    assertThat(payments("anomaly", "AMOUNT_MISMATCH")).containsExactly("too-little");
    assertThat(payments("anomaly", "PAID_LATE")).isEmpty();
    assertThat(payments("botId", shop.botId().toString())).hasSize(4);
    assertThat(payments("botId", UUID.randomUUID().toString())).isEmpty();
    assertThat(payments("payerId", Long.toString(STRANGER)))
        .containsExactly("too-little", "of-stars");
    assertThat(payments("invoiceId", stars.toString())).containsExactly("of-stars");
    assertThat(payments("reference", "order-1")).containsExactly("of-dollars");
    assertThat(payments("reference", "order-4")).isEmpty();
    assertThat(payments("telegramChargeId", "of-stars")).containsExactly("of-stars");
    assertThat(payments("providerChargeId", "prov-of-dollars")).containsExactly("of-dollars");
    assertThat(payments("apayOrderId", order)).containsExactly(order);
    assertThat(payments("apayOrderId", "' OR 1=1 --")).isEmpty();
  }

  @Test
  void invoicesAreFoundByWhatBecameOfThem() {
    assertThat(invoices("payerId", Long.toString(PAYER))).containsExactly(unpaid, dollars);
    assertThat(invoices("payerId", Long.toString(STRANGER))).containsExactly(oddlyPaid, stars);
    assertThat(invoices("payerId", "1")).isEmpty();
    assertThat(invoices("rail", "STARS")).containsExactly(stars);
    assertThat(invoices("rail", "APAY")).containsExactly(rupees);
    assertThat(invoices("currency", "USD")).containsExactly(unpaid, oddlyPaid, dollars);
    assertThat(invoices("usage", "REUSABLE")).containsExactly(stars);
    assertThat(invoices("usage", "SINGLE")).containsExactly(unpaid, rupees, oddlyPaid, dollars);
    assertThat(invoices("anomaly", "AMOUNT_MISMATCH")).containsExactly(oddlyPaid);
    assertThat(invoices("telegramChargeId", "of-dollars")).containsExactly(dollars);
    assertThat(invoices("providerChargeId", "prov-of-stars")).containsExactly(stars);
    assertThat(invoices("apayOrderId", order)).containsExactly(rupees);
    assertThat(invoices("telegramChargeId", "of-nobody")).isEmpty();
  }

  @Test
  void aRefundedInvoiceIsFoundAsSuch() {
    shop.giveBack("of-dollars", "Broken").then().statusCode(200);

    assertThat(invoices("status", "REFUNDED")).containsExactly(dollars);
    assertThat(payments("status", "REFUNDED")).containsExactly("of-dollars");
  }

  @Test
  void filtersAreCombined() {
    assertThat(payments(Map.of("currency", "USD", "status", "HELD"))).containsExactly("too-little");
    assertThat(payments(Map.of("currency", "USD", "rail", "STARS"))).isEmpty();
    assertThat(
            payments(Map.of("payerId", STRANGER, "anomaly", "AMOUNT_MISMATCH", "currency", "USD")))
        .containsExactly("too-little");
    assertThat(payments(Map.of("reference", "order-1", "telegramChargeId", "of-stars"))).isEmpty();
    assertThat(invoices(Map.of("payerId", PAYER, "status", "PAID"))).containsExactly(dollars);
    assertThat(
            invoices(
                Map.of("payerId", STRANGER, "usage", "REUSABLE", "telegramChargeId", "of-stars")))
        .containsExactly(stars);
    assertThat(invoices(Map.of("telegramChargeId", "of-stars", "apayOrderId", order))).isEmpty();
  }

  @Test
  void paymentsOfATimeAreInTheOrderOfTheirTime() {
    pay("2026-03-02T00:00:00Z", "of-stars");
    pay("2026-03-01T00:00:00Z", "too-little");
    pay("2026-03-02T00:00:00.000001Z", "of-dollars");

    Map<String, ?> march =
        Map.of("paidFrom", "2026-03-01T00:00:00Z", "paidTo", "2026-03-02T00:00:00.000001Z");
    assertThat(payments(march)).containsExactly("of-stars", "too-little");
    assertThat(payments("paidTo", "2026-04-01T00:00:00Z"))
        .containsExactly("of-dollars", "of-stars", "too-little");
    assertThat(payments("paidFrom", "2026-03-02T00:00:00.000001Z"))
        .containsExactly(order, "of-dollars");
    assertThat(walk("/api/v1/payments", Map.of("paidTo", "2026-04-01T00:00:00Z")))
        .isEqualTo(ids("/api/v1/payments", Map.of("paidTo", "2026-04-01T00:00:00Z")))
        .hasSize(3);
  }

  @Test
  void aWalkThroughInvoicesOfATimeSeesEachOnceAlthoughSomeAreOfTheSameMoment() {
    database.update(
        "UPDATE invoice SET created_at = '2026-03-01Z' WHERE merchant_id = ?", shop.merchantId());
    Map<String, ?> march = Map.of("createdFrom", "2026-03-01T00:00:00Z");

    assertThat(walk("/api/v1/invoices", march))
        .isEqualTo(ids("/api/v1/invoices", march))
        .hasSize(5)
        .doesNotHaveDuplicates();
  }

  @Test
  void nothingOfAnotherMerchantIsFound() {
    Shop other = shops.open();
    for (Map<String, ?> filter :
        List.<Map<String, ?>>of(
            Map.of("telegramChargeId", "of-dollars"),
            Map.of("providerChargeId", "prov-of-dollars"),
            Map.of("apayOrderId", order),
            Map.of("payerId", PAYER),
            Map.of("currency", "USD"),
            Map.of("botId", shop.botId()),
            Map.of("reference", "order-1"))) {
      for (String list : List.of("/api/v1/payments", "/api/v1/invoices")) {
        other.api().queryParams(filter).get(list).then().statusCode(200);
        assertThat(other.api().queryParams(filter).get(list).<List<?>>path("items")).isEmpty();
      }
    }
    String cursor =
        shop.api()
            .queryParam("limit", 1)
            .queryParam("paidTo", Instant.now().plusSeconds(60).toString())
            .get("/api/v1/payments")
            .path("nextCursor");
    Response foreign =
        other
            .api()
            .queryParam("cursor", cursor)
            .queryParam("paidTo", Instant.now().toString())
            .get("/api/v1/payments");
    assertThat(foreign.<List<?>>path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "payments, status, PAID",
    "payments, rail, stars",
    "payments, currency, usd",
    "payments, currency, DOLLAR",
    "payments, botId, me",
    "payments, invoiceId, 7",
    "payments, payerId, ten",
    "payments, anomaly, ODD",
    "payments, paidFrom, yesterday",
    "payments, paidTo, 2026-12-01",
    "invoices, rail, CARD",
    "invoices, currency, us",
    "invoices, usage, ONCE",
    "invoices, anomaly, NONE",
    "invoices, payerId, 1.5"
  })
  void aFilterThatIsWrongIsNamed(String list, String name, String value) {
    assertInvalid(shop.api().queryParam(name, value).get("/api/v1/" + list), name);
  }

  @Test
  void anInvoiceShowsTheLatestOfVeryManyPayments() {
    database.update(
        """
        INSERT INTO payment (id, merchant_id, bot_id, invoice_id, payload, rail, status, currency,
                             amount, goods, shipping, tip, telegram_charge_id, payer_id, paid_at)
        SELECT ('ffffffff-ffff-7fff-8fff-' || lpad(to_hex(n), 12, '0'))::uuid, merchant_id, bot_id, id,
               payload, 'STARS', 'COUNTED', 'XTR', 50, 50, 0, 0, id || '-' || n, n, now()
        FROM invoice, generate_series(1, 150) n WHERE id = ?
        ON CONFLICT (id) DO UPDATE SET invoice_id = excluded.invoice_id,
                                       merchant_id = excluded.merchant_id,
                                       bot_id = excluded.bot_id,
                                       telegram_charge_id = excluded.telegram_charge_id
        """,
        stars);

    List<Integer> payers = shop.read(stars).path("payments.payer.id");
    assertThat(payers).hasSize(100).startsWith(51, 52).endsWith(149, 150);
    assertThat(
            shop.api()
                .queryParam("usage", "REUSABLE")
                .get("/api/v1/invoices")
                .<List<Integer>>path("items[0].payments.payer.id"))
        .isEqualTo(payers);
  }

  private void pay(String when, String charge) {
    database.update(
        "UPDATE payment SET paid_at = ?::timestamptz WHERE merchant_id = ? AND telegram_charge_id = ?",
        when,
        shop.merchantId(),
        charge);
  }

  private List<String> payments(String name, String value) {
    return payments(Map.of(name, value));
  }

  /** What the outside calls them. */
  private List<String> payments(Map<String, ?> filter) {
    Response page = shop.api().queryParams(filter).get("/api/v1/payments");
    assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
    List<String> names = new ArrayList<>();
    List<String> charges = page.path("items.telegramChargeId");
    List<String> orders = page.path("items.apayOrderId");
    for (int i = 0; i < charges.size(); i++) {
      names.add(charges.get(i) == null ? orders.get(i) : charges.get(i));
    }
    return names;
  }

  private List<UUID> invoices(String name, String value) {
    return invoices(Map.of(name, value));
  }

  private List<UUID> invoices(Map<String, ?> filter) {
    return ids("/api/v1/invoices", filter).stream().map(UUID::fromString).toList();
  }

  private List<String> ids(String list, Map<String, ?> filter) {
    Response page = shop.api().queryParams(filter).get(list);
    assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
    return page.path("items.id");
  }

  private List<String> walk(String list, Map<String, ?> filter) {
    List<String> walked = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      Response page =
          shop.api()
              .queryParams(filter)
              .queryParam("limit", 1)
              .queryParam("cursor", cursor)
              .get(list);
      walked.addAll(page.<List<String>>path("items.id"));
      cursor = page.path("nextCursor");
    }
    return walked;
  }
}

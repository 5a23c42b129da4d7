package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.History;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a merchant downloads, and what becomes of it when something goes wrong midway. */
@QuarkusTest
class ExportTest {

  private static final long PAYER = 7004;
  private static final int PAGE = Exports.PAGE;

  /** More than all the buffers between here and there hold. */
  private static final int LONG_HISTORY = 40_000;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Less than a page and its reader take together. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private static final String HELD =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%FROM ledger_line l%'"
          + " AND state <> 'idle' AND pid <> pg_backend_pid()";

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  // ---- What is in it --------------------------------------------------------------------------

  @Test
  void eachLineIsWhatTheApiShows() {
    UUID first = sell("order-1", "charge-1");
    UUID second = shop.issue(Shop.tea().put("reference", "order-2"));

    List<JsonObject> invoices = lines(export("invoices", Map.of("format", "jsonl")));
    List<JsonObject> payments = lines(export("payments", Map.of("format", "jsonl")));

    assertThat(invoices)
        .containsExactly(
            new JsonObject(shop.read(first).asString()),
            new JsonObject(shop.read(second).asString()));
    assertThat(payments).containsExactly(shop.payment("charge-1"));
  }

  @Test
  void theLedgerTellsEveryEntryWithItsInvoice() throws IOException {
    UUID invoice = sell("order-1", "charge-1");
    shop.giveBack("charge-1", "Broken").then().statusCode(200);
    String payment = shop.payment("charge-1").getString("id");

    List<JsonObject> lines = lines(export("ledger", Map.of("format", "jsonl")));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).fieldNames())
        .containsExactly(
            "id",
            "at",
            "paymentId",
            "invoiceId",
            "reference",
            "kind",
            "rail",
            "currency",
            "amount");
    assertThat(lines.get(0).getString("paymentId")).isEqualTo(payment);
    assertThat(lines.get(0).getString("invoiceId")).isEqualTo(invoice.toString());
    assertThat(lines.get(0).getString("reference")).isEqualTo("order-1");
    assertThat(lines.get(0).getString("kind")).isEqualTo("GOODS");
    assertThat(lines.get(0).getLong("amount")).isEqualTo(1250);
    assertThat(lines.get(1).getString("kind")).isEqualTo("REFUND");
    assertThat(lines.get(1).getLong("amount")).isEqualTo(-1250);
    assertThat(records(export("ledger", Map.of())))
        .extracting(record -> record.get("id") + " " + record.get("amount"))
        .containsExactlyElementsOf(
            lines.stream().map(line -> line.getLong("id") + " " + line.getLong("amount")).toList());
  }

  @Test
  void columnsStayWhereTheyAre() {
    sell("order-1", "charge-1");
    Map<String, String> heads =
        Map.of(
            "invoices",
            "id,botId,reference,status,anomaly,rail,usage,title,currency,total,payerId,maxPayments,"
                + "createdAt,expiresAt,paidAt",
            "payments",
            "id,invoiceId,botId,subscriptionId,rail,status,anomaly,currency,amount,goods,shipping,"
                + "tip,telegramChargeId,providerChargeId,apayOrderId,payerId,shippingOptionId,paidAt",
            "ledger",
            "id,at,paymentId,invoiceId,reference,kind,rail,currency,amount");
    heads.forEach(
        (what, head) -> {
          String[] lines = export(what, Map.of("format", "csv")).asString().split("\r\n", -1);
          assertThat(lines[0]).isEqualTo(head);
          assertThat(lines).hasSize(3);
          assertThat(lines[2]).isEmpty();
        });
  }

  @Test
  void aTextIsNoFormulaAndCanBeHadBack() throws IOException {
    List<String> references =
        List.of("=1+1", "+49", "-42", "@SUM(A1)", "\tx", "'tis", "a,b \"c\"", "üñ☕", "plain");
    for (String reference : references) {
      shop.issue(Shop.tea().put("reference", reference).put("title", "=HYPERLINK(1)"));
    }

    List<CSVRecord> records = records(export("invoices", Map.of()));

    assertThat(records)
        .extracting(record -> record.get("reference"))
        .containsExactly(
            "'=1+1", "'+49", "'-42", "'@SUM(A1)", "'\tx", "''tis", "a,b \"c\"", "üñ☕", "plain");
    assertThat(records)
        .extracting(record -> record.get("reference").replaceFirst("^'", ""))
        .isEqualTo(references);
    assertThat(records).extracting(record -> record.get("title")).containsOnly("'=HYPERLINK(1)");
    assertThat(lines(export("invoices", Map.of("format", "jsonl"))))
        .extracting(invoice -> invoice.getString("reference"))
        .isEqualTo(references);
  }

  @Test
  void whatAPayerWroteIsNotInTheTable() {
    UUID invoice = shop.issue(Shop.tea().put("require", new JsonArray().add("NAME")));
    shop.approve(PAYER, invoice, "USD", 1250);
    shop.pay(
            PAYER,
            shop.payload(invoice),
            "USD",
            1250,
            "charge-1",
            payment -> payment.put("order_info", new JsonObject().put("name", "=cmd()")))
        .then()
        .statusCode(200);

    assertThat(export("payments", Map.of()).asString()).doesNotContain("cmd");
    assertThat(export("payments", Map.of("format", "jsonl")).asString()).contains("=cmd()");
  }

  @Test
  void filesSayWhatTheyAre() {
    Response csv =
        export("ledger", Map.of("from", "2026-11-01T00:00:00Z", "to", "2026-11-02T03:04:05Z"));
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
    assertThat(csv.header("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"tillgram-ledger-20261101T000000Z-20261102T030405Z.csv\"");
    Response jsonl = export("invoices", Map.of("format", "jsonl"));
    assertThat(jsonl.header("Content-Type")).isEqualTo("application/jsonl");
    assertThat(jsonl.header("Content-Disposition"))
        .matches("attachment; filename=\"tillgram-invoices-until-[0-9]{8}T[0-9]{6}Z\\.jsonl\"");
  }

  @Test
  void itIsWrittenDownWhoTookWhat() {
    export("payments", Map.of("format", "jsonl", "from", "2026-05-01T00:00:00Z"));
    export("ledger", Map.of("to", "2026-05-02T00:00:00Z"));
    export("ledger", Map.of("format", "xml")).then().statusCode(422);

    await().atMost(PATIENCE).until(() -> taken().size() == 2);
    List<JsonObject> taken = taken();
    assertThat(taken.get(0).getString("actor")).startsWith("key:");
    JsonObject first = taken.get(0).getJsonObject("data");
    assertThat(Instant.parse((String) first.remove("to"))).isBefore(Instant.now());
    assertThat(first)
        .containsExactlyInAnyOrder(
            Map.entry("what", "PAYMENTS"),
            Map.entry("format", "JSONL"),
            Map.entry("from", "2026-05-01T00:00:00Z"));
    assertThat(taken.get(1).getJsonObject("data"))
        .containsExactlyInAnyOrder(
            Map.entry("what", "LEDGER"),
            Map.entry("format", "CSV"),
            Map.entry("to", "2026-05-02T00:00:00Z"));
  }

  @Test
  void nothingIsGivenAwayThatCannotBeWrittenDown() {
    sell("order-1", "charge-1");
    database.update(
        "ALTER TABLE invoice_event ADD CONSTRAINT no_exports CHECK (type <> 'export.taken')"
            + " NOT VALID");
    try {
      Response refused = export("ledger", Map.of());
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.asString()).doesNotContain("order-1");
    } finally {
      database.update("ALTER TABLE invoice_event DROP CONSTRAINT no_exports");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoices", "payments", "ledger"})
  void ofNothingThereIsAnEmptyFile(String what) {
    assertThat(export(what, Map.of()).asString().split("\r\n")).hasSize(1);
    assertThat(export(what, Map.of("format", "jsonl")).asString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoices", "payments", "ledger"})
  void nothingOfAnotherMerchantIsInIt(String what) {
    sell("order-1", "charge-1");

    for (String format : List.of("csv", "jsonl")) {
      Response foreign =
          shops.open().api().queryParam("format", format).get("/api/v1/exports/" + what);
      assertThat(foreign.asString()).doesNotContain("order-1", "charge-1", shop.botId().toString());
    }
  }

  @Test
  void filtersAreCombined() throws IOException {
    UUID dollars = sell("order-1", "charge-1");
    UUID stars = shop.issue(Shop.stars(5));
    shop.approve(PAYER, stars, "XTR", 5);
    shop.pay(PAYER, stars, "XTR", 5, "charge-2").then().statusCode(200);
    shop.giveBack("charge-1", "Broken").then().statusCode(200);

    assertThat(ids("invoices", Map.of("status", "PAID"))).containsExactly(stars.toString());
    assertThat(ids("invoices", Map.of("currency", "USD"))).containsExactly(dollars.toString());
    assertThat(ids("invoices", Map.of("rail", "STARS", "status", "REFUNDED"))).isEmpty();
    assertThat(ids("payments", Map.of("status", "REFUNDED", "rail", "TELEGRAM"))).hasSize(1);
    assertThat(ids("payments", Map.of("currency", "XTR", "botId", shop.botId().toString())))
        .hasSize(1);
    assertThat(ids("ledger", Map.of("kind", "REFUND"))).hasSize(1);
    assertThat(ids("ledger", Map.of("rail", "STARS", "currency", "XTR"))).hasSize(1);
    assertThat(ids("ledger", Map.of("rail", "APAY"))).isEmpty();
  }

  @Test
  void whatHappenedFromOneMomentOnAndBeforeAnotherIsInIt() throws IOException {
    UUID before = sell("order-1", "charge-1");
    UUID after = sell("order-2", "charge-2");
    String between = "2026-05-01T00:00:00.000001Z";
    at("2026-05-01T00:00:00Z", before, "charge-1");
    at(between, after, "charge-2");

    for (String what : List.of("invoices", "payments", "ledger")) {
      List<String> all = ids(what, Map.of());
      assertThat(all).hasSize(2);
      assertThat(ids(what, Map.of("to", between))).containsExactly(all.get(0));
      assertThat(ids(what, Map.of("from", between))).containsExactly(all.get(1));
      assertThat(ids(what, Map.of("from", "2026-05-01T00:00:00Z", "to", between))).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "invoices, format, CSV, format",
    "ledger, format, xml, format",
    "payments, from, yesterday, from",
    "payments, to, 2026-12-01, to",
    "ledger, from, 2999-01-01T00:00:00Z, from",
    "invoices, status, paid, status",
    "payments, status, PAID, status",
    "ledger, kind, GIFT, kind",
    "invoices, rail, CARD, rail",
    "payments, currency, dollars, currency",
    "payments, botId, me, botId"
  })
  void aParameterThatIsWrongIsNamed(String what, String name, String value, String named) {
    assertInvalid(export(what, Map.of(name, value)), named);
  }

  @ParameterizedTest
  @ValueSource(ints = {PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1})
  void everyRowIsInItOnceWhereverPagesEnd(int size) throws IOException {
    fill(size);
    database.update(
        "UPDATE invoice SET created_at = '2026-05-01Z' WHERE merchant_id = ?", shop.merchantId());
    database.update(
        "UPDATE payment SET paid_at = '2026-05-01Z' WHERE merchant_id = ?", shop.merchantId());
    database.update(
        "UPDATE ledger_line SET created_at = '2026-05-01Z' WHERE merchant_id = ?",
        shop.merchantId());

    for (String what : List.of("invoices", "payments", "ledger")) {
      assertThat(ids(what, Map.of())).hasSize(size).doesNotHaveDuplicates();
      assertThat(lines(export(what, Map.of("format", "jsonl")))).hasSize(size);
    }
  }

  // ---- What goes wrong ------------------------------------------------------------------------

  @Test
  void whoeverReadsSlowlyKeepsNoConnectionAndGetsAll() throws Exception {
    fill(LONG_HISTORY);
    try (Socket reader = ask("/api/v1/exports/ledger?format=jsonl")) {
      awaitStandstill(reader);

      assertThat(database.number(HELD)).isZero();
      String answer = readAll(reader.getInputStream());
      assertThat(answer).endsWith("\r\n0\r\n\r\n");
      assertThat(answer.split("\"paymentId\"", -1)).hasSize(LONG_HISTORY + 1);
    }
  }

  @Test
  void whoeverHangsUpEndsTheWork() throws Exception {
    fill(LONG_HISTORY);
    Socket reader = ask("/api/v1/exports/ledger?format=jsonl");
    awaitStandstill(reader);

    reader.close();

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(3))
        .pollInterval(LOOK_EVERY)
        .until(() -> database.number(HELD) == 0);
    assertThat(ids("ledger", Map.of())).hasSize(LONG_HISTORY);
  }

  @Test
  void whatFailsMidwayIsBrokenOff() throws Exception {
    fill(LONG_HISTORY);
    String answer;
    try (Socket reader = ask("/api/v1/exports/ledger?format=jsonl")) {
      awaitStandstill(reader);
      database.update("ALTER TABLE ledger_line RENAME COLUMN amount TO missing");
      try {
        answer = readAll(reader.getInputStream());
      } finally {
        database.update("ALTER TABLE ledger_line RENAME COLUMN missing TO amount");
      }
    }

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"paymentId\"");
    assertThat(answer).doesNotEndWith("0\r\n\r\n").doesNotContain("\r\n0\r\n");
    assertThat(answer.split("\"paymentId\"", -1)).hasSizeLessThan(LONG_HISTORY);
    assertThat(ids("ledger", Map.of())).hasSize(LONG_HISTORY);
  }

  @Test
  void whatFailsAtOnceIsAProblem() {
    sell("order-1", "charge-1");
    database.update("ALTER TABLE ledger_line RENAME COLUMN amount TO missing");
    try {
      Response failed = export("ledger", Map.of());
      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.contentType()).startsWith("application/problem+json");
      assertThat(failed.header("Content-Disposition")).isNull();
    } finally {
      database.update("ALTER TABLE ledger_line RENAME COLUMN missing TO amount");
    }
  }

  /** As they are before the update reaches their replica. */
  @Test
  void aLineOfAnOlderReplicaIsInItsMerchantsBooks() throws IOException {
    sell("order-1", "charge-1");
    database.update(
        "INSERT INTO ledger_line (payment_id, kind, currency, amount)"
            + " SELECT id, 'TIP', 'USD', 7 FROM payment WHERE merchant_id = ?",
        shop.merchantId());

    assertThat(ids("ledger", Map.of())).hasSize(2);
    assertThat(ids("ledger", Map.of("kind", "TIP"))).hasSize(1);
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16_384);
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress("localhost", RestAssured.port));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, shop.apiKey())
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Until all buffers are full, and no page is asked for any more. */
  private void awaitStandstill(Socket reader) {
    await().until(() -> reader.getInputStream().available() > 0);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(60))
        .pollInterval(LOOK_EVERY)
        .until(() -> database.number(HELD) == 0);
  }

  private static String readAll(InputStream stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      stream.transferTo(all);
    } catch (IOException brokenOff) {
      // what came before counts
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private void fill(int size) {
    History.of(shop.merchantId(), shop.botId(), size).forEach(database::update);
  }

  private UUID sell(String reference, String charge) {
    UUID invoice = shop.issue(Shop.tea().put("reference", reference));
    shop.approve(PAYER, invoice, "USD", 1250);
    shop.pay(PAYER, invoice, "USD", 1250, charge).then().statusCode(200);
    return invoice;
  }

  private void at(String time, UUID invoice, String charge) {
    database.update("UPDATE invoice SET created_at = ?::timestamptz WHERE id = ?", time, invoice);
    database.update(
        "UPDATE payment SET paid_at = ?::timestamptz WHERE bot_id = ? AND telegram_charge_id = ?",
        time,
        shop.botId(),
        charge);
    database.update(
        "UPDATE ledger_line SET created_at = ?::timestamptz WHERE payment_id ="
            + " (SELECT id FROM payment WHERE bot_id = ? AND telegram_charge_id = ?)",
        time,
        shop.botId(),
        charge);
  }

  private Response export(String what, Map<String, String> parameters) {
    return shop.api().queryParams(parameters).get("/api/v1/exports/" + what);
  }

  /** What the merchant's events tell of exports. */
  private List<JsonObject> taken() {
    JsonArray events =
        new JsonObject(
                shop.api()
                    .queryParam("type", "export.taken")
                    .queryParam("order", "OLDEST_FIRST")
                    .get("/api/v1/events")
                    .asString())
            .getJsonArray("items");
    return events.stream().map(JsonObject.class::cast).toList();
  }

  private List<String> ids(String what, Map<String, String> parameters) throws IOException {
    return records(export(what, parameters)).stream().map(record -> record.get("id")).toList();
  }

  private static List<CSVRecord> records(Response export) throws IOException {
    assertThat(export.statusCode()).as(export.asString()).isEqualTo(200);
    String text = new String(export.asByteArray(), StandardCharsets.UTF_8);
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(text))
        .getRecords();
  }

  private static List<JsonObject> lines(Response export) {
    assertThat(export.statusCode()).isEqualTo(200);
    return new String(export.asByteArray(), StandardCharsets.UTF_8)
        .lines()
        .map(JsonObject::new)
        .toList();
  }
}

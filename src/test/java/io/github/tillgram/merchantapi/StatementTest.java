package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a statement says of each day what the ledger says. */
@QuarkusTest
class StatementTest {

  private static final long PAYER = 7003;
  private static final List<String> KINDS = List.of("GOODS", "SHIPPING", "TIP", "HELD", "REFUND");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;

  /** A line of the ledger, as the test has written it. */
  private record Line(Instant at, String currency, String rail, String kind, BigInteger amount) {}

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void aDayTellsGoodsRefundsAndWhatIsHeld() throws JsonProcessingException {
    UUID paid = shop.issue(Shop.tea());
    shop.approve(PAYER, paid, "USD", 1250);
    shop.pay(PAYER, paid, "USD", 1250, "paid").then().statusCode(200);
    shop.pay(PAYER, shop.issue(Shop.tea()), "USD", 100, "too-little").then().statusCode(200);
    UUID refunded = shop.issue(Shop.tea());
    shop.approve(PAYER, refunded, "USD", 1250);
    shop.pay(PAYER, refunded, "USD", 1250, "refunded").then().statusCode(200);
    shop.giveBack("refunded", "Broken").then().statusCode(200);

    JsonNode today = days(statement(Map.of())).get(0);

    assertThat(today.get("date").asText()).isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
    assertThat(today.get("currency").asText()).isEqualTo("USD");
    assertThat(today.get("rail").asText()).isEqualTo("TELEGRAM");
    assertThat(today.get("entries").asInt()).isEqualTo(4);
    assertThat(today.get("payments").asInt()).isEqualTo(3);
    assertThat(today.get("goods").asInt()).isEqualTo(2500);
    assertThat(today.get("shipping").asInt()).isZero();
    assertThat(today.get("tip").asInt()).isZero();
    assertThat(today.get("held").asInt()).isEqualTo(100);
    assertThat(today.get("refunded").asInt()).isEqualTo(-1250);
    assertThat(today.get("net").asInt()).isEqualTo(1350);
    assertThat(days(shops.open().api().get("/api/v1/statements"))).isEmpty();
  }

  /**
   * Days of 23 and 25 hours, a day that was left out, and zones half an hour off are among them.
   */
  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-01-01, 2026-01-20, 1",
    "Europe/Berlin, 2026-03-25, 2026-04-02, 2",
    "Europe/Berlin, 2026-10-20, 2026-10-30, 3",
    "America/New_York, 2026-03-01, 2026-03-20, 4",
    "Asia/Kolkata, 2026-05-01, 2026-05-12, 5",
    "Pacific/Apia, 2011-12-25, 2012-01-05, 6",
    "Asia/Kathmandu, 2025-12-25, 2026-12-26, 7"
  })
  void theSumsOfRandomHistoriesAreThoseOfTheirLines(
      String zone, LocalDate from, LocalDate to, long seed) throws JsonProcessingException {
    List<Line> lines = write(new Random(seed), ZoneId.of(zone), from, to);

    JsonNode days =
        days(statement(Map.of("zone", zone, "from", from.toString(), "to", to.toString())));

    assertThat(told(days)).isEqualTo(expected(lines, ZoneId.of(zone), from, to));
    assertThat(sum(days, "net"))
        .isEqualTo(
            lines.stream()
                .filter(line -> isWithin(line, ZoneId.of(zone), from, to))
                .map(Line::amount)
                .reduce(BigInteger.ZERO, BigInteger::add));
    List<String> order = new ArrayList<>();
    days.forEach(day -> order.add(key(day)));
    assertThat(order).isSorted();
  }

  @Test
  void sumsMayBeLargerThanANumberOf64Bits() throws JsonProcessingException {
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
    Instant day = Instant.parse("2026-02-01T12:00:00Z");
    UUID payment = payment("USD", "TELEGRAM");
    for (int i = 0; i < 3; i++) {
      write(payment, new Line(day, "USD", "TELEGRAM", "GOODS", most));
      write(payment, new Line(day, "USD", "TELEGRAM", "HELD", most.negate()));
      write(payment, new Line(day, "USD", "TELEGRAM", "TIP", most));
    }

    JsonNode told = days(statement(Map.of("from", "2026-02-01", "to", "2026-02-02"))).get(0);

    BigInteger thrice = most.multiply(BigInteger.valueOf(3));
    assertThat(told.get("goods").bigIntegerValue()).isEqualTo(thrice);
    assertThat(told.get("held").bigIntegerValue()).isEqualTo(thrice.negate());
    assertThat(told.get("net").bigIntegerValue()).isEqualTo(thrice);
  }

  @ParameterizedTest
  @CsvSource({
    "from, yesterday, from",
    "from, 2026-13-01, from",
    "from, 2026-02-29, from",
    "from, 2026-02-01T00:00:00Z, from",
    "from, +12026-02-01, from",
    "from, 2999-01-01, from",
    "to, 29.11.2026, to",
    "zone, Berlin, zone",
    "zone, +02:00, zone",
    "zone, Z, zone",
    "zone, Mars/Olympus, zone",
    "from, 2020-01-01, to"
  })
  void aParameterThatIsWrongIsNamed(String name, String value, String named) {
    assertInvalid(statement(Map.of(name, value)), named);
  }

  @Test
  void atMostAYearIsSummedUp() {
    Map<String, String> leapYear = Map.of("from", "2024-01-01", "to", "2025-01-01");
    statement(leapYear).then().statusCode(200);
    assertInvalid(statement(Map.of("from", "2024-01-01", "to", "2025-01-02")), "to");
    assertInvalid(statement(Map.of("from", "2024-01-02", "to", "2024-01-02")), "from");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-01-01", "9999-12-30"})
  void daysFarAwayAreNoTroubleOfOurs(String day) {
    String next = day.substring(0, 9) + (char) (day.charAt(9) + 1);
    statement(Map.of("from", day, "to", next)).then().statusCode(200);
  }

  private Response statement(Map<String, String> parameters) {
    return shop.api().queryParams(parameters).get("/api/v1/statements");
  }

  private static JsonNode days(Response statement) throws JsonProcessingException {
    assertThat(statement.statusCode()).as(statement.asString()).isEqualTo(200);
    return JSON.readTree(statement.asString()).get("days");
  }

  private List<Line> write(Random random, ZoneId zone, LocalDate from, LocalDate to) {
    Map<String, UUID> payments = new HashMap<>();
    List<Line> lines = new ArrayList<>();
    Instant begin = from.minusDays(2).atStartOfDay(zone).toInstant();
    Instant end = to.plusDays(2).atStartOfDay(zone).toInstant();
    List<Instant> edges = new ArrayList<>();
    from.datesUntil(to.plusDays(1))
        .limit(20)
        .map(day -> day.atStartOfDay(zone).toInstant())
        .forEach(
            midnight -> {
              edges.add(midnight);
              edges.add(midnight.minusNanos(1_000));
            });
    for (int i = 0; i < 150 + edges.size(); i++) {
      Instant at =
          i < edges.size()
              ? edges.get(i)
              : begin.plusSeconds(
                  random.nextInt((int) (end.getEpochSecond() - begin.getEpochSecond())));
      String currency = List.of("USD", "EUR", "XTR").get(random.nextInt(3));
      String rail =
          currency.equals("XTR") ? "STARS" : List.of("TELEGRAM", "APAY").get(random.nextInt(2));
      UUID payment = payments.computeIfAbsent(currency + rail, key -> payment(currency, rail));
      BigInteger amount = BigInteger.valueOf(random.nextLong());
      Line line = new Line(at, currency, rail, KINDS.get(random.nextInt(KINDS.size())), amount);
      write(payment, line);
      lines.add(line);
    }
    return lines;
  }

  private UUID payment(String currency, String rail) {
    UUID id = UUID.randomUUID();
    boolean apay = rail.equals("APAY");
    database.update(
        "INSERT INTO payment (id, merchant_id, bot_id, payload, rail, status, currency, amount, goods,"
            + " shipping, tip, telegram_charge_id, apay_project_id, apay_order_id, paid_at)"
            + " VALUES (?, ?, ?, 'x', ?, 'COUNTED', ?, 0, 0, 0, 0, ?, ?, ?, now())",
        id,
        shop.merchantId(),
        shop.botId(),
        rail,
        currency,
        apay ? null : id.toString(),
        apay ? id : null,
        apay ? id.toString() : null);
    return id;
  }

  /** As a replica of the version before writes it: it does not know whose books these are. */
  private void write(UUID payment, Line line) {
    database.update(
        "INSERT INTO ledger_line (payment_id, kind, currency, amount, created_at)"
            + " VALUES (?, ?, ?, ?, ?::timestamptz)",
        payment,
        line.kind(),
        line.currency(),
        line.amount().longValueExact(),
        line.at().toString());
  }

  private static boolean isWithin(Line line, ZoneId zone, LocalDate from, LocalDate to) {
    return !line.at().isBefore(from.atStartOfDay(zone).toInstant())
        && line.at().isBefore(to.atStartOfDay(zone).toInstant());
  }

  /** By day, currency, rail and kind. */
  private static Map<String, BigInteger> expected(
      List<Line> lines, ZoneId zone, LocalDate from, LocalDate to) {
    Map<String, BigInteger> sums = new TreeMap<>();
    for (Line line : lines) {
      if (isWithin(line, zone, from, to)) {
        String day =
            LocalDate.ofInstant(line.at(), zone) + " " + line.currency() + " " + line.rail();
        sums.merge(day + " " + line.kind(), line.amount(), BigInteger::add);
        sums.merge(day + " NET", line.amount(), BigInteger::add);
        sums.merge(day + " ENTRIES", BigInteger.ONE, BigInteger::add);
      }
    }
    sums.values().removeIf(sum -> sum.signum() == 0);
    return sums;
  }

  private static Map<String, BigInteger> told(JsonNode days) {
    Map<String, BigInteger> sums = new TreeMap<>();
    Map<String, String> names =
        Map.of(
            "goods", "GOODS",
            "shipping", "SHIPPING",
            "tip", "TIP",
            "held", "HELD",
            "refunded", "REFUND",
            "net", "NET",
            "entries", "ENTRIES");
    for (JsonNode day : days) {
      names.forEach(
          (name, kind) -> sums.put(key(day) + " " + kind, day.get(name).bigIntegerValue()));
    }
    sums.values().removeIf(sum -> sum.signum() == 0);
    return sums;
  }

  private static String key(JsonNode day) {
    return "%s %s %s"
        .formatted(
            day.get("date").asText(), day.get("currency").asText(), day.get("rail").asText());
  }

  private static BigInteger sum(JsonNode days, String name) {
    BigInteger sum = BigInteger.ZERO;
    for (JsonNode day : days) {
      sum = sum.add(day.get(name).bigIntegerValue());
    }
    return sum;
  }
}

package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static io.github.tillgram.testsupport.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked for, and how a refusal helps. */
@QuarkusTest
class InvoiceCreationTest {

  private static final String GRIN = "😀";
  private static final long MOST = 999_999_999_999L;

  /** Serves all tests of the class; every invoice is one of many. */
  private static Shop shop;

  @Inject Shops shops;

  @BeforeEach
  void openShop() {
    shop = shop == null ? shops.open() : shop;
  }

  @Test
  void anInvoiceIsMadeOfEverythingItsMerchantSaid() {
    String expiresAt = Instant.now().plusSeconds(3600).toString();
    JsonObject order =
        Shop.tea()
            .put("botId", shop.botId().toString())
            .put("reference", "order-" + UUID.randomUUID())
            .put("rail", "TELEGRAM")
            .put("usage", "SINGLE")
            .put("prices", new JsonArray().add(line("Tea", 1500)).add(line("Discount", -250)))
            .put("expiresAt", expiresAt)
            .put("payerId", 6_123_456_789L)
            .put(
                "metadata",
                new JsonObject().put("sku", "A-1").put("deep", new JsonObject().putNull("x")))
            .put("tip", new JsonObject().put("max", 500).put("suggested", List.of(100, 200)))
            .put("require", List.of("NAME", "EMAIL"));

    Response created = create(order);

    created
        .then()
        .statusCode(201)
        .header("Location", endsWith("/api/v1/invoices/" + created.path("id")))
        .body("status", equalTo("OPEN"))
        .body("anomaly", nullValue())
        .body("reference", equalTo(order.getString("reference")))
        .body("rail", equalTo("TELEGRAM"))
        .body("usage", equalTo("SINGLE"))
        .body("title", equalTo("Tea"))
        .body("description", equalTo("Assam, 250 g"))
        .body("currency", equalTo("USD"))
        .body("total", equalTo(1250))
        .body("prices.amount", contains(1500, -250))
        .body("tip.max", equalTo(500))
        .body("tip.suggested", contains(100, 200))
        .body("require", containsInAnyOrder("NAME", "EMAIL"))
        .body("payerId", equalTo(6_123_456_789L))
        .body("metadata.sku", equalTo("A-1"))
        .body("metadata.deep", notNullValue())
        .body("payments", hasSize(0))
        .body("link", nullValue())
        .body("createdAt", notNullValue())
        .body("paidAt", nullValue());
    assertThat(Instant.parse(created.path("expiresAt")))
        .isCloseTo(Instant.parse(expiresAt), within(1, ChronoUnit.MILLIS));
    JsonObject read = new JsonObject(shop.read(UUID.fromString(created.path("id"))).asString());
    assertThat(read.getString("title")).isEqualTo("Tea");
    assertThat(read.fieldNames()).isEqualTo(new JsonObject(created.asString()).fieldNames());
  }

  @Test
  void numbersInMetadataComeBackAsTheyWere() {
    String order =
        Shop.tea()
            .encode()
            .replaceFirst("}$", ",\"metadata\":{\"a\":1.10,\"b\":0.1234567890123456789}}");

    String id = shop.api().body(order).post("/api/v1/invoices").path("id");

    assertThat(shop.read(UUID.fromString(id)).asString())
        .contains("\"a\":1.10", "\"b\":0.1234567890123456789");
  }

  /** Some can be read once and never again: what is written is longer than what was read. */
  @ParameterizedTest
  @ValueSource(strings = {"E-1000", "E-900", "E+999999", "E-40"})
  void aNumberThatIsTooLongToBeReadAgainIsRefused(String exponent) {
    String number = "9".repeat(exponent.equals("E-1000") ? 995 : 2) + exponent;
    String order = Shop.tea().encode().replaceFirst("}$", ",\"metadata\":{\"a\":" + number + "}}");

    assertThat(assertInvalid(shop.api().body(order).post("/api/v1/invoices"), "metadata"))
        .contains("40 digits");
  }

  @Test
  void metadataOfTheMostLevelsAndDigitsIsTakenAndTold() {
    JsonObject metadata =
        nested(20).put("n", new BigDecimal("-" + "9".repeat(40))).put("f", new BigDecimal("1E-39"));

    UUID invoice = shop.issue(tea("metadata", metadata));

    assertThat(shop.read(invoice).asString()).contains("9".repeat(40));
    await()
        .untilAsserted(
            () ->
                assertThat(shop.api().get("/api/v1/events").asString())
                    .contains("invoice.created", "9".repeat(40)));
  }

  private static JsonObject nested(int levels) {
    JsonObject json = new JsonObject().put("a", 1);
    for (int level = 1; level < levels; level++) {
      json = new JsonObject().put("a", json);
    }
    return json;
  }

  private static JsonObject much() {
    JsonArray options = new JsonArray();
    for (int i = 0; i < 50; i++) {
      JsonArray prices = new JsonArray();
      for (int line = 0; line < 5; line++) {
        prices.add(new JsonObject().put("label", "x".repeat(120)).put("amount", 1));
      }
      options.add(new JsonObject().put("id", "o" + i).put("title", "Post").put("prices", prices));
    }
    return new JsonObject().put("options", options);
  }

  @Test
  void theShortestOrderIsEnough() {
    create(Shop.tea())
        .then()
        .statusCode(201)
        .body("botId", equalTo(shop.botId().toString()))
        .body("usage", equalTo("SINGLE"))
        .body("reference", nullValue())
        .body("metadata", equalTo(Map.of()))
        .body("expiresAt", nullValue());
    create(Shop.stars(1)).then().statusCode(201).body("rail", equalTo("STARS"));
  }

  static Stream<Arguments> goodOrders() {
    return Stream.of(
        arguments("the longest title", tea("title", GRIN.repeat(32))),
        arguments("the longest description", tea("description", GRIN.repeat(255))),
        arguments("the longest reference", tea("reference", UUID.randomUUID() + "r".repeat(92))),
        arguments(
            "the longest label", tea("prices", new JsonArray().add(line("l".repeat(128), 100)))),
        arguments("the most stars", Shop.stars(MOST)),
        arguments(
            "a currency without limits", tea("currency", "BHD").put("prices", Shop.prices(MOST))),
        arguments("a free line", tea("prices", Shop.prices(0, 1250))),
        arguments("four tips", tea("tip", tip(MOST, 1, 2, 3, MOST))),
        arguments("a tip without suggestions", tea("tip", new JsonObject().put("max", 1))),
        arguments("a null suggestion list", tea("tip", tip(1).putNull("suggested"))),
        arguments("many payers", tea("usage", "REUSABLE")),
        arguments("one of many payers", tea("usage", "REUSABLE").put("maxPayments", 1)),
        arguments("rail of stars", Shop.stars(5).put("rail", "STARS")),
        arguments("nothing to ask for", Shop.stars(5).put("require", new JsonArray())),
        arguments("a far future", tea("expiresAt", "9999-12-31T23:59:59Z")),
        arguments("the next seconds", tea("expiresAt", Instant.now().plusSeconds(300).toString())),
        arguments("a time with an offset", tea("expiresAt", "2999-12-31T23:59:59+05:30")),
        arguments("a group", tea("sendTo", -1_002_217_745_120L)),
        arguments("metadata with NUL", tea("metadata", new JsonObject().put("a\0", "\0"))),
        arguments("half a surrogate pair", tea("title", "a\ud83d")),
        arguments("an address without shipping", tea("require", List.of("ADDRESS"))),
        arguments("data for the provider", tea("shareWithProvider", List.of("PHONE", "EMAIL"))),
        arguments("a photo", tea("photo", photo("https://shop.example/t.jpg").put("size", 1))),
        arguments("a photo of stars", Shop.stars(5).put("photo", photo("http://shop.example"))),
        arguments("the longest id", tea("shipping", shipping(option("é".repeat(32), 1)))),
        arguments(
            "a discount on shipping",
            tea("shipping", shipping(option("a", 0).put("prices", Shop.prices(300, -299))))),
        arguments(
            "two ranges of prices",
            tea(
                "shipping",
                shipping(
                    option("a", 300).put("maxTotal", 1249),
                    option("b", 100).put("minTotal", 1250)))),
        arguments(
            "the most expensive shipping", tea("shipping", shipping(option("a", MOST - 1250)))),
        arguments("everything null", withNulls()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodOrders")
  void isTaken(String what, JsonObject order) {
    create(order).then().statusCode(201);
  }

  static Stream<Arguments> badOrders() {
    return Stream.of(
        arguments("no title", without("title"), "title", "1 to 32"),
        arguments("an empty title", tea("title", ""), "title", "1 to 32"),
        arguments("a blank title", tea("title", " \n"), "title", "1 to 32"),
        arguments("a long title", tea("title", GRIN.repeat(33)), "title", "has 33 .* at most 32"),
        arguments("NUL in the title", tea("title", "a\0b"), "title", "NUL; remove"),
        arguments("no description", without("description"), "description", "1 to 255"),
        arguments("an empty description", tea("description", ""), "description", "1 to 255"),
        arguments(
            "a long description",
            tea("description", "d".repeat(256)),
            "description",
            "has 256 .* at most 255"),
        arguments("an empty reference", tea("reference", ""), "reference", "1 to 128"),
        arguments(
            "a long reference", tea("reference", "r".repeat(129)), "reference", "has 129 .* 128"),
        arguments("NUL in the reference", tea("reference", "a\0"), "reference", "NUL"),
        arguments("no currency", without("currency"), "currency", "ISO 4217 .*XTR"),
        arguments("an unknown currency", tea("currency", "BTC"), "currency", "ISO 4217"),
        arguments("a small currency", tea("currency", "usd"), "currency", "ISO 4217"),
        arguments("no prices", without("prices"), "prices", "at least one"),
        arguments("empty prices", tea("prices", new JsonArray()), "prices", "at least one"),
        arguments("too many prices", tea("prices", manyPrices()), "prices", "more than 50"),
        arguments(
            "no amount", tea("prices", lineOf("label", "a")), "prices\\[0\\].amount", "integer"),
        arguments(
            "no label", tea("prices", lineOf("amount", 1250)), "prices\\[0\\].label", "1 to 128"),
        arguments(
            "an empty label",
            tea("prices", new JsonArray().add(line("Tea", 1250)).add(line("", 1))),
            "prices\\[1\\].label",
            "1 to 128"),
        arguments(
            "a long label",
            tea("prices", new JsonArray().add(line("l".repeat(129), 1250))),
            "prices\\[0\\].label",
            "at most 128"),
        arguments("a null price", tea("prices", new JsonArray().addNull()), "prices\\[0\\].*", "."),
        arguments(
            "a sum of zero", tea("prices", Shop.prices(1250, -1250)), "prices", "more than 0.* 0"),
        arguments("a negative sum", tea("prices", Shop.prices(-1)), "prices", "more than 0.*-1"),
        arguments(
            "a sum that is too large",
            Shop.tea().put("currency", "BHD").put("prices", Shop.prices(MOST, 1)),
            "prices",
            "999999999999"),
        arguments(
            "a rail that is none of the currency",
            Shop.stars(5).put("rail", "TELEGRAM"),
            "rail",
            "XTR"),
        arguments("stars for money", tea("rail", "STARS"), "rail", "XTR"),
        arguments("a payment page", tea("rail", "APAY"), "rail", "POST /api/v1/apay-projects"),
        arguments(
            "two prices in stars",
            Shop.stars(5).put("prices", Shop.prices(5, 6)),
            "prices",
            "exactly one"),
        arguments("tips in stars", Shop.stars(5).put("tip", tip(5)), "tip", "leave it out"),
        arguments(
            "contact data with stars",
            Shop.stars(5).put("require", List.of("NAME")),
            "require",
            "leave it out"),
        arguments("no largest tip", tea("tip", new JsonObject()), "tip.max", "missing"),
        arguments("a largest tip of 0", tea("tip", tip(0)), "tip.max", "between 1 and"),
        arguments("a huge tip", tea("tip", tip(MOST + 1)), "tip.max", "999999999999"),
        arguments("five tips", tea("tip", tip(9, 1, 2, 3, 4, 5)), "tip.suggested", "4"),
        arguments("a tip of 0", tea("tip", tip(9, 0, 1)), "tip.suggested", "positive"),
        arguments("tips that do not grow", tea("tip", tip(9, 2, 2)), "tip.suggested", "increasing"),
        arguments("a tip above the largest", tea("tip", tip(9, 10)), "tip.suggested", "tip.max"),
        arguments(
            "an address to the provider",
            tea("shareWithProvider", List.of("ADDRESS")),
            "shareWithProvider",
            "only hold PHONE and EMAIL"),
        arguments(
            "sharing with stars",
            Shop.stars(5).put("shareWithProvider", List.of("PHONE")),
            "shareWithProvider",
            "leave it out"),
        arguments(
            "provider data with stars",
            Shop.stars(5).put("providerData", new JsonObject()),
            "providerData",
            "leave it out"),
        arguments(
            "large provider data",
            tea("providerData", new JsonObject().put("a", "x".repeat(16_384))),
            "providerData",
            "16384"),
        arguments("no address of a photo", tea("photo", new JsonObject()), "photo.url", "absolute"),
        arguments(
            "a photo of no scheme",
            tea("photo", photo("shop.example/a.jpg")),
            "photo.url",
            "absolute"),
        arguments(
            "a photo of another scheme",
            tea("photo", photo("ftp://shop.example/a")),
            "photo.url",
            "http"),
        arguments(
            "a photo without host", tea("photo", photo("https:///a.jpg")), "photo.url", "http"),
        arguments(
            "a photo with a space",
            tea("photo", photo("https://shop.example/a b")),
            "photo.url",
            "encoded"),
        arguments(
            "a photo beyond ASCII",
            tea("photo", photo("https://shop.example/é")),
            "photo.url",
            "encoded"),
        arguments(
            "a photo of no size",
            tea("photo", photo("https://shop.example").put("size", 0)),
            "photo.size",
            "at least 1"),
        arguments(
            "a photo of negative width",
            tea("photo", photo("https://shop.example").put("width", -1)),
            "photo.width",
            "at least 1"),
        arguments(
            "no options", tea("shipping", new JsonObject()), "shipping.options", "at least one"),
        arguments("empty options", tea("shipping", shipping()), "shipping.options", "at least one"),
        arguments(
            "shipping with stars",
            Shop.stars(1250).put("shipping", shipping(option("a", 1))),
            "shipping",
            "leave it out"),
        arguments(
            "an empty id",
            tea("shipping", shipping(option("", 1))),
            "shipping.options\\[0\\].id",
            "1 to 64"),
        arguments(
            "a long id",
            tea("shipping", shipping(option("é".repeat(33), 1))),
            "shipping.options\\[0\\].id",
            "66 bytes"),
        arguments(
            "an id twice",
            tea("shipping", shipping(option("a", 1), option("a", 2))),
            "shipping.options\\[1\\].id",
            "its own"),
        arguments(
            "an empty title",
            tea("shipping", shipping(option("a", 1).put("title", ""))),
            "shipping.options\\[0\\].title",
            "1 to 128"),
        arguments(
            "a country that is none",
            tea("shipping", shipping(option("a", 1).put("countries", List.of("UK")))),
            "shipping.options\\[0\\].countries",
            "UK"),
        arguments(
            "a country in small letters",
            tea("shipping", shipping(option("a", 1).put("countries", List.of("in")))),
            "shipping.options\\[0\\].countries",
            "capitals"),
        arguments(
            "a negative lower limit",
            tea("shipping", shipping(option("a", 1).put("minTotal", -1))),
            "shipping.options\\[0\\].minTotal",
            "negative"),
        arguments(
            "limits the wrong way round",
            tea(
                "shipping",
                shipping(option("b", 1), option("a", 1).put("minTotal", 2000).put("maxTotal", 1))),
            "shipping.options\\[1\\].maxTotal",
            "minTotal"),
        arguments(
            "limits that leave this invoice out",
            tea(
                "shipping",
                shipping(
                    option("a", 1).put("minTotal", 1251), option("b", 1).put("maxTotal", 1249))),
            "shipping.options",
            "1250; nobody could pay"),
        arguments(
            "shipping without prices",
            tea("shipping", shipping(option("a", 1).put("prices", new JsonArray()))),
            "shipping.options\\[0\\].prices",
            "at least one"),
        arguments(
            "a price of shipping without label",
            tea(
                "shipping",
                shipping(option("a", 1).put("prices", new JsonArray().add(line("", 1))))),
            "shipping.options\\[0\\].prices\\[0\\].label",
            "1 to 128"),
        arguments(
            "free shipping",
            tea("shipping", shipping(option("a", 0))),
            "shipping.options\\[0\\].prices",
            "no free option; the sum is 0"),
        arguments(
            "shipping that pays the payer",
            tea("shipping", shipping(option("a", -1))),
            "shipping.options\\[0\\].prices",
            "more than 0.* -1"),
        arguments(
            "shipping beyond twelve digits",
            tea("shipping", shipping(option("a", 0).put("prices", Shop.prices(MOST, 1)))),
            "shipping.options\\[0\\].prices",
            "sum to more than 999999999999"),
        arguments(
            "goods and shipping beyond twelve digits",
            tea("shipping", shipping(option("a", MOST - 1249))),
            "shipping.options\\[0\\].prices",
            "together with the goods"),
        arguments(
            "too many options", tea("shipping", manyOptions()), "shipping.options", "50 options"),
        arguments("a limit for one payer", tea("maxPayments", 2), "maxPayments", "REUSABLE"),
        arguments(
            "a limit of 0",
            tea("maxPayments", 0).put("usage", "REUSABLE"),
            "maxPayments",
            "at least 1"),
        arguments("a past expiry", tea("expiresAt", "2020-01-01T00:00:00Z"), "expiresAt", "future"),
        arguments(
            "an expiry beyond the calendar",
            tea("expiresAt", "+300000-01-01T00:00:00Z"),
            "expiresAt",
            "."),
        arguments("a payer who is a group", tea("payerId", -5), "payerId", "positive"),
        arguments("a payer who is nobody", tea("payerId", 0), "payerId", "positive"),
        arguments("a chat that is none", tea("sendTo", 0), "sendTo", "not 0"),
        arguments(
            "large metadata",
            tea("metadata", new JsonObject().put("a", "x".repeat(5000))),
            "metadata",
            "4096"),
        arguments("deep metadata", tea("metadata", nested(21)), "metadata", "20 levels"),
        arguments("bottomless metadata", tea("metadata", nested(990)), "metadata", "20 levels"),
        arguments(
            "a long integer within",
            tea("metadata", new JsonObject().put("a", new JsonArray().add(BigInteger.TEN.pow(40)))),
            "metadata",
            "40 digits"),
        arguments(
            "deep providerData", tea("providerData", nested(21)), "providerData", "20 levels"),
        arguments("much shipping", tea("shipping", much()), "shipping.options", "32768"),
        arguments(
            "another's bot", tea("botId", UUID.randomUUID().toString()), "botId", "none of your"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badOrders")
  void isRefusedWithTheFieldTheLimitAndAWayOut(
      String what, JsonObject order, String field, String message) {
    Response refused = create(order);

    String named =
        assertProblem(refused, 422, "invalid-input")
            .getJsonArray("errors")
            .getJsonObject(0)
            .getString("field");
    assertThat(named).matches(field);
    assertThat(assertInvalid(refused, named)).containsPattern(message);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 1",
    "-9223372036854775808, 1",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807, 9223372036854775807",
    "1000000000000, -999999999999"
  })
  void amountsThatOverflowAreRefusedAndNeverWrap(long one, long other) {
    Response refused = create(tea("prices", Shop.prices(one, other)));

    assertThat(assertProblem(refused, 422, "invalid-input").getJsonArray("errors"))
        .allMatch(error -> ((JsonObject) error).getString("field").startsWith("prices"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12.5",
        "1250.0",
        "1e3",
        "\"1250\"",
        "true",
        "[1250]",
        "{}",
        "9223372036854775808",
        "1e400"
      })
  void anAmountIsAnIntegerAndNothingLikeIt(String amount) {
    String body = Shop.tea().encode().replace("1250", amount);

    assertThat(assertInvalid(post(body), "prices[0].amount")).contains("integer");
  }

  @Test
  void anAmountOfNullIsMissing() {
    assertInvalid(post(Shop.tea().encode().replace("1250", "null")), "prices[0].amount");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title | 7 | string",
        "title | true | string",
        "title | {} | string",
        "description | 1.5 | string",
        "reference | 42 | string",
        "currency | [\"USD\"] | string",
        "prices | {} | array",
        "prices | \"free\" | array",
        "payerId | \"42\" | integer",
        "payerId | 4.2 | integer",
        "payerId | 9223372036854775808 | integer",
        "sendTo | true | integer",
        "maxPayments | 2147483648 | integer",
        "maxPayments | 1.5 | integer",
        "botId | \"me\" | UUID",
        "usage | \"TWICE\" | SINGLE",
        "usage | 0 | SINGLE",
        "rail | \"telegram\" | TELEGRAM",
        "expiresAt | \"tomorrow\" | 2026-12-01T00:00:00Z",
        "metadata | [] | object",
        "metadata | \"x\" | object",
        "tip | 5 | object",
        "require | \"NAME\" | array"
      })
  void whatIsOfAnotherTypeIsNamedWithTheRightOne(String field, String value, String expected) {
    JsonObject order = Shop.tea();
    order.remove(field);
    String body = order.encode().replaceFirst("}$", ",\"%s\":%s}".formatted(field, value));

    assertThat(assertInvalid(post(body), field)).contains(expected);
  }

  @Test
  void anUnknownFieldIsNamedWhereverItStands() {
    assertThat(assertInvalid(create(tea("amount", 5)), "amount")).contains("not a known field");
    assertInvalid(create(tea("Title", "x")), "Title");
    assertInvalid(
        create(tea("prices", new JsonArray().add(line("Tea", 1).put("currency", "USD")))),
        "prices[0].currency");
    assertInvalid(create(tea("tip", tip(1).put("min", 1))), "tip.min");
  }

  @Test
  void everyRuleThatIsBrokenIsNamedAtOnce() {
    JsonObject problem =
        assertProblem(
            create(
                Shop.tea()
                    .put("title", "")
                    .put("description", "")
                    .put("currency", "ZZZ")
                    .put("prices", new JsonArray())
                    .put("payerId", 0)),
            422,
            "invalid-input");

    assertThat(problem.getJsonArray("errors"))
        .extracting(error -> ((JsonObject) error).getString("field"))
        .containsExactly("title", "description", "currency", "prices", "payerId");
    assertThat(problem.getString("detail")).isEqualTo("5 fields are wrong");
  }

  @Test
  void totalsThatTelegramWouldNotTakeTodayAreRefusedWhileItsLimitsAreFresh() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(assertInvalid(create(tea("prices", Shop.prices(99))), "prices"))
                    .contains("between 100 and 1000000", "USD"));

    assertInvalid(create(tea("prices", Shop.prices(1_000_001))), "prices");
    create(tea("prices", Shop.prices(100))).then().statusCode(201);
    create(tea("prices", Shop.prices(1_000_000))).then().statusCode(201);
  }

  @Test
  void aReferenceIsUsedOncePerMerchant() {
    String reference = "order-" + UUID.randomUUID();
    create(tea("reference", reference)).then().statusCode(201);

    assertThat(
            assertProblem(create(tea("reference", reference)), 409, "conflict").getString("detail"))
        .contains("reference");
  }

  @Test
  void withoutABotOrWithSeveralTheBotMustBeNamed() {
    Shop several = shops.open();
    shops.connectAnotherBot(several);

    assertThat(
            assertInvalid(
                several.api().body(Shop.tea().encode()).post("/api/v1/invoices"), "botId"))
        .contains("several bots");
    several
        .api()
        .body(tea("botId", several.botId().toString()).encode())
        .post("/api/v1/invoices")
        .then()
        .statusCode(201);
    assertThat(
            assertInvalid(
                shops.withoutBot().body(Shop.tea().encode()).post("/api/v1/invoices"), "botId"))
        .contains("POST /api/v1/bots");
  }

  private static Response create(JsonObject order) {
    return post(order.encode());
  }

  private static Response post(String body) {
    return shop.api().body(body).post("/api/v1/invoices");
  }

  private static JsonObject tea(String field, Object value) {
    return Shop.tea().put(field, value);
  }

  private static JsonObject without(String field) {
    JsonObject order = Shop.tea();
    order.remove(field);
    return order;
  }

  private static JsonObject withNulls() {
    JsonObject order = Shop.tea();
    for (String field :
        List.of(
            "botId",
            "reference",
            "rail",
            "usage",
            "expiresAt",
            "payerId",
            "sendTo",
            "metadata",
            "tip",
            "require",
            "maxPayments")) {
      order.putNull(field);
    }
    return order;
  }

  private static JsonObject photo(String url) {
    return new JsonObject().put("url", url);
  }

  private static JsonObject shipping(JsonObject... options) {
    return new JsonObject().put("options", new JsonArray(List.of(options)));
  }

  private static JsonObject option(String id, long price) {
    return new JsonObject().put("id", id).put("title", "Post").put("prices", Shop.prices(price));
  }

  private static JsonObject manyOptions() {
    return shipping(
        IntStream.range(0, 51).mapToObj(i -> option("option-" + i, 1)).toArray(JsonObject[]::new));
  }

  private static JsonObject line(String label, long amount) {
    return new JsonObject().put("label", label).put("amount", amount);
  }

  private static JsonArray lineOf(String field, Object value) {
    return new JsonArray().add(new JsonObject().put(field, value));
  }

  private static JsonArray manyPrices() {
    JsonArray prices = new JsonArray();
    for (int i = 0; i < 51; i++) {
      prices.add(line("Leaf", 100));
    }
    return prices;
  }

  private static JsonObject tip(long max, long... suggested) {
    JsonArray amounts = new JsonArray();
    for (long amount : suggested) {
      amounts.add(amount);
    }
    return new JsonObject().put("max", max).put("suggested", amounts);
  }
}

package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceCheckTest {
  private static SandboxServer server;
  private static Invoices invoices;

  @BeforeAll
  static void start() {
    server = new SandboxServer();
    invoices = new Invoices(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithTheMessageButWithoutThePayload() {
    JsonNode answer = server.call(SandboxServer.TOKEN, "sendInvoice", invoices.tea());

    JsonNode message = answer.path("result");
    assertThat(message.path("invoice").path("total_amount").asLong()).isEqualTo(1250);
    assertThat(message.path("invoice").path("start_parameter").asText()).isEqualTo("o42");
    assertThat(message.findValue("pay").asBoolean()).isTrue();
    assertThat(answer.toString()).doesNotContain("order-42");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title|''|parameter \"title\" is required",
        "description|''|parameter \"description\" is required",
        "payload|''|parameter \"payload\" is required",
        "currency|''|parameter \"currency\" is required",
        "prices|''|parameter \"prices\" is required",
        "prices|'['|can't parse prices JSON object",
        "prices|{}|expected an Array of labeled prices",
        "prices|[]|there must be at least one price",
        "prices|[{'label':'','amount':100}]"
            + "|can't parse labeled price: LabeledPrice label must be non-empty",
        "prices|[{'label':'a','amount':1000000000000}]"
            + "|too big amount of the currency specified",
        "prices|[{'label':'a','amount':100},{'label':'b','amount':-100}]"
            + "|total price must be positive",
        "prices|[{'label':'a','amount':999999999999},{'label':'b','amount':1}]"
            + "|total price is too big",
        "prices|[{'label':'a','amount':99}]|CURRENCY_TOTAL_AMOUNT_INVALID",
        "prices|[{'label':'a','amount':1000001}]|CURRENCY_TOTAL_AMOUNT_INVALID",
        "currency|'XXX'|CURRENCY_TOTAL_AMOUNT_INVALID",
        "max_tip_amount|'much'|can't parse \"max_tip_amount\" as Number",
        "max_tip_amount|-1|invalid max_tip_amount of the currency specified",
        "suggested_tip_amounts|[1]|suggested tip amount can't be bigger than max_tip_amount",
        "suggested_tip_amounts|[0]|suggested tip amount must be positive",
        "provider_token|''|PAYMENT_PROVIDER_INVALID",
        "provider_token|'1877036958:TEST:foreign'|PAYMENT_PROVIDER_INVALID",
        "start_parameter|'no spaces'|START_PARAM_INVALID",
        "chat_id|7|chat not found",
        "reply_markup|{'inline_keyboard':[[{'text':'a','callback_data':'a'}]]}"
            + "|REPLY_MARKUP_BUY_EMPTY",
        "reply_markup|{'inline_keyboard':[[{'text':'a','callback_data':'a'},"
            + "{'text':'p','pay':true}]]}|BUTTON_POS_INVALID"
      })
  void pricesTipsAndTextsAreEachRefusedInWordsOfTheirOwn(String field, String value, String text) {
    ObjectNode invoice = invoices.tea();
    invoice.set(field, server.json(value));

    assertThat(invoices.refusal(invoice, "sendInvoice")).isEqualTo("Bad Request: " + text);
  }

  @Test
  void refusesMoreThanFourSuggestedTips() {
    ObjectNode invoice = invoices.tea().put("max_tip_amount", 500);
    invoice.set("suggested_tip_amounts", server.json("[1,2,3,4]"));
    assertThat(invoices.refusal(invoice, "sendInvoice")).isEqualTo("ok");

    invoice.set("suggested_tip_amounts", server.json("[1,2,3,4,5]"));
    assertThat(invoices.refusal(invoice, "sendInvoice"))
        .isEqualTo("Bad Request: there can be at most 4 suggested tip amounts");
  }

  @ParameterizedTest
  @CsvSource({
    "title, 32, INVOICE_TITLE_INVALID",
    "description, 255, INVOICE_DESCRIPTION_INVALID",
    "payload, 64, INVOICE_PAYLOAD_INVALID",
    "start_parameter, 64, START_PARAM_TOO_LONG"
  })
  void measuresTexts(String field, int longest, String error) {
    String letter = field.equals("start_parameter") ? "x" : "é";
    ObjectNode invoice = invoices.tea().put(field, letter.repeat(longest));
    assertThat(invoices.refusal(invoice, "sendInvoice")).isEqualTo("ok");

    invoice.put(field, letter.repeat(longest + 1));
    assertThat(invoices.refusal(invoice, "sendInvoice")).isEqualTo("Bad Request: " + error);
  }

  @Test
  void starsTakeOnePriceNoTipAndNoProvider() {
    assertThat(invoices.refusal(invoices.stars(), "sendInvoice")).isEqualTo("ok");
    assertThat(invoices.refusal(invoices.stars().put("max_tip_amount", 1), "sendInvoice"))
        .isEqualTo("Bad Request: STARS_INVOICE_INVALID");
    ObjectNode twoPrices = invoices.stars();
    twoPrices.set("prices", server.json("[{'label':'a','amount':1},{'label':'b','amount':1}]"));
    assertThat(invoices.refusal(twoPrices, "sendInvoice"))
        .isEqualTo("Bad Request: STARS_INVOICE_INVALID");
    ObjectNode withProvider = invoices.stars().put("provider_token", SandboxServer.PROVIDER);
    assertThat(invoices.refusal(withProvider, "sendInvoice"))
        .isEqualTo("Bad Request: PAYMENT_PROVIDER_INVALID");
    assertThat(invoices.refusal(invoices.stars().put("currency", "XTS"), "sendInvoice"))
        .isEqualTo("Bad Request: PAYMENT_PROVIDER_INVALID");
  }

  @Test
  void makesLinksAndChecksThemToo() {
    JsonNode link = server.call(SandboxServer.TOKEN, "createInvoiceLink", invoices.tea());
    assertThat(link.path("result").asText()).startsWith("https://t.me/$");

    ObjectNode subscription = invoices.stars().put("subscription_period", 60);
    assertThat(invoices.refusal(subscription, "createInvoiceLink"))
        .isEqualTo("Bad Request: SUBSCRIPTION_PERIOD_INVALID");
    JsonNode onTestServers =
        server.call(server.testBot() + "/test", "createInvoiceLink", subscription);
    assertThat(onTestServers.path("ok").asBoolean()).isTrue();
  }

  @Test
  void aSubscriptionCannotBeSoldByAMessage() {
    ObjectNode subscription = invoices.stars().put("subscription_period", 2592000);

    assertThat(invoices.refusal(subscription, "sendInvoice"))
        .isEqualTo("Bad Request: SUBSCRIPTION_EXPORT_MISSING");
    assertThat(invoices.refusal(subscription, "createInvoiceLink")).isEqualTo("ok");
  }

  @Test
  void aSubscriptionCostsAtMost10000Stars() {
    ObjectNode subscription = invoices.stars().put("subscription_period", 2592000);
    subscription
        .withArray("prices")
        .removeAll()
        .addObject()
        .put("label", "Gold")
        .put("amount", 10000);
    assertThat(invoices.refusal(subscription, "createInvoiceLink")).isEqualTo("ok");
    subscription
        .withArray("prices")
        .removeAll()
        .addObject()
        .put("label", "Gold")
        .put("amount", 10001);
    assertThat(invoices.refusal(subscription, "createInvoiceLink"))
        .isEqualTo("Bad Request: STARS_INVOICE_INVALID");
  }

  @Test
  void keepsWhatTheProviderIsToldAndAsksForWhatIsShared() {
    JsonNode invoice =
        linked(
            invoices
                .tea()
                .put("provider_data", "{\"receipt\":{}}")
                .put("send_phone_number_to_provider", true)
                .put("is_flexible", true));

    assertThat(invoice.path("providerData").asText()).isEqualTo("{\"receipt\":{}}");
    assertThat(invoice.path("phoneToProvider").asBoolean()).isTrue();
    assertThat(invoice.path("needsPhoneNumber").asBoolean()).isTrue();
    assertThat(invoice.path("needsEmail").asBoolean()).isFalse();
    assertThat(invoice.path("needsAddress").asBoolean()).isTrue();
    assertThat(invoices.refusal(invoices.tea().put("provider_data", "{"), "createInvoiceLink"))
        .isEqualTo("Bad Request: DATA_JSON_INVALID");
  }

  @Test
  void keepsAPhotoAndDropsOneItCannotParse() {
    ObjectNode tea = invoices.tea().put("photo_size", -5).put("photo_width", "wide");

    assertThat(linked(tea.put("photo_url", "https://shop.example/tea.jpg")).path("photo"))
        .isEqualTo(
            server.json("{'url':'https://shop.example/tea.jpg','size':0,'width':0,'height':0}"));
    assertThat(linked(tea.put("photo_url", "not an address")).has("photo")).isFalse();
  }

  private static JsonNode linked(ObjectNode invoice) {
    JsonNode link = server.call(SandboxServer.TOKEN, "createInvoiceLink", invoice);
    return server.body(server.get("/api/links?link=" + link.path("result").asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "someone"})
  void refundNeedsAUser(String user) {
    assertThat(
            server.error(
                "refundStarPayment", "{'user_id':'" + user + "','telegram_payment_charge_id':'x'}"))
        .isEqualTo("Bad Request: invalid user_id specified");
  }
}

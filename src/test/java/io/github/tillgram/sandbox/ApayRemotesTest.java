package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A-Pay's API for merchants. */
class ApayRemotesTest {
  private static final String GOOD =
      "{'amount':500,'currency':'BDT','payment_system':['bkash_b','nagad_a'],"
          + "'custom_user_id':'tg-42','return_url':'https://shop.example/','webhook_id':2000001,"
          + "'language':'EN','buttons':[500,1000],'data':{}}";

  private SandboxServer server;
  private ApayShop shop;

  @BeforeEach
  void start() {
    server = new SandboxServer();
    shop = new ApayShop(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void listsConnectedSystemsWithTheirLimits() {
    server.api("apay/systems", "{'name':'nagad_a','connected':false}");
    server.api("apay/systems", "{'name':'nagad_b','deposit':false,'minDeposit':250}");

    JsonNode answer = server.body(shop.get("payment-systems-info?project_id=1000001"));

    assertThat(answer.path("success").asBoolean()).isTrue();
    JsonNode systems = answer.path("payment_systems");
    assertThat(systems.findValuesAsText("name")).contains("bkash_b").doesNotContain("nagad_a");
    for (JsonNode system : systems) {
      if (system.path("name").asText().equals("nagad_b")) {
        assertThat(system.path("deposit").asBoolean()).isFalse();
        assertThat(system.path("min_deposit").asText()).isEqualTo("250.00");
        assertThat(system.path("max_withdrawals").asText()).isEqualTo("30000.00");
      }
    }
  }

  @Test
  void createsAPage() {
    HttpResponse<String> response = shop.create(GOOD);

    JsonNode page = server.body(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(page.path("success").asBoolean()).isTrue();
    assertThat(page.path("order_id").asText()).matches("[0-9a-f]{16}");
    assertThat(page.path("url").asText()).startsWith(server.root() + "/apay/pay?token=");
    assertThat(response.body()).contains("http:\\/\\/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'currency':'BDT',||Required field missing",
        "'custom_user_id':'tg-42',||Required field missing",
        "'return_url':'https://shop.example/',||Required field missing",
        "'amount':500|'amount':500.5|Invalid request",
        "'amount':500|'amount':'500'|Invalid request",
        "'amount':500|'amount':-500|Invalid request",
        "'amount':500|'amount':100|Amount of deposit is out of limits",
        "'amount':500|'amount':25001|Amount of deposit is out of limits",
        "'currency':'BDT'|'currency':'INR'|No payment system found with such params or payment"
            + " system is disabled",
        "'bkash_b','nagad_a'|'nowhere'|No payment system found with such params or payment system"
            + " is disabled",
        "2000001|2000002|Invalid request",
        "'EN'|'XX'|Invalid request",
        "[500,1000]|[500.5]|Invalid request",
        "'data':{}|'data':'x'|Payment system data is not valid",
        "'tg-42'|42|Invalid request"
      })
  void refusesPages(String part, String instead, String message) {
    HttpResponse<String> response = shop.create(GOOD.replace(part, instead == null ? "" : instead));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = server.body(response);
    assertThat(error.path("success").asBoolean(true)).isFalse();
    assertThat(error.path("message").asText()).isEqualTo(message);
    assertThat(error.path("code").asInt()).isEqualTo(400);
  }

  @Test
  void currenciesWithDecimalsTakeThem() {
    String dollars = "{'currency':'USD','custom_user_id':'a','return_url':'b','amount':";

    assertThat(shop.create(dollars + "12.55}").statusCode()).isEqualTo(200);
    assertThat(shop.create(dollars + "12.555}").statusCode()).isEqualTo(400);
  }

  @Test
  void errorsMayComeUnder200() {
    shop.manners("{'errorStatus':200}");

    HttpResponse<String> response = shop.create("{}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(server.body(response))
        .isEqualTo(server.json("{'success':false,'message':'Required field missing','code':400}"));
  }

  @Test
  void aTransactionIdIsUsedOnceUnlessOneWantsIt() {
    assertThat(shop.page("INV-1").path("success").asBoolean()).isTrue();
    assertThat(shop.page("INV-1").path("message").asText()).isEqualTo("Invalid request");
    shop.manners("{'uniqueIds':false}");
    assertThat(shop.page("INV-1").path("success").asBoolean()).isTrue();
  }

  @Test
  void knowsWhoAsks() {
    assertThat(shop.send("create-payment-page", "x".repeat(32), GOOD).statusCode()).isEqualTo(400);
    assertThat(shop.send("create-payment-page", ApayShop.API_KEY, GOOD).statusCode())
        .isEqualTo(200);
    assertThat(shop.send("create-payment-page?project_id=7", ApayShop.API_KEY, GOOD).statusCode())
        .isEqualTo(400);
    assertThat(server.body(shop.get("payment-systems-info")).path("message").asText())
        .isEqualTo("Required field missing");
  }

  @Test
  void aPageIsNoDepositBeforeThePayerChose() {
    String order = shop.page("INV-2").path("order_id").asText();
    assertThat(shop.info("INV-2").path("success").asBoolean(true)).isFalse();
    shop.manners("{'knowsPages':true}");
    assertThat(shop.info("INV-2").path("status").asText()).isEqualTo("Pending");
    shop.manners("{'knowsPages':false}");

    shop.pay("INV-2", ",'outcome':'ABANDON'");

    JsonNode info = shop.info("INV-2");
    assertThat(info.path("status").asText()).isEqualTo("Pending");
    assertThat(info.path("order_id").asText()).isEqualTo(order);
    assertThat(info.path("amount").asLong()).isEqualTo(500);
    assertThat(info.path("payment_system").asText()).isEqualTo("bkash_b");
    String both = "deposit-info?project_id=1000001&order_id=" + order + "&custom_transaction_id=";
    assertThat(server.body(shop.get(both + "INV-2")).path("success").asBoolean()).isTrue();
    assertThat(server.body(shop.get(both + "INV-3")).path("success").asBoolean(true)).isFalse();
  }

  @Test
  void theOrderIdMayChangeWhenThePayerChooses() {
    shop.manners("{'replacesOrderIds':true}");
    String order = shop.page("INV-4").path("order_id").asText();
    shop.pay("INV-4", ",'outcome':'ABANDON'");

    assertThat(shop.info("INV-4").path("order_id").asText()).isNotEqualTo(order);
    assertThat(shop.get("deposit-info?project_id=1000001&order_id=" + order).statusCode())
        .isEqualTo(400);
  }

  @Test
  void looksForLostMoney() {
    String order = shop.page("INV-5").path("order_id").asText();
    shop.pay("INV-5", ",'outcome':'FAIL'");

    assertThat(lost(order, "proof.exe", "x").statusCode()).isEqualTo(422);
    assertThat(lost("0123456789abcdef", "proof.jpg", "x").statusCode()).isEqualTo(404);
    assertThat(server.body(lost(order, "proof.JPG", "picture")).path("status").asText())
        .isEqualTo("Pending");
    assertThat(lost(order, "proof.jpg", "x").statusCode()).isEqualTo(400);
    JsonNode file = server.body(server.get("/api/apay/deposits")).findPath("files").path(0);
    assertThat(file.path("size").asInt()).isEqualTo(7);
    server.api("apay/lost", "{'orderId':'" + order + "','status':'DONE','amount':450}");

    JsonNode info =
        server.body(
            shop.get("lost-transaction-info?project_id=1000001&custom_transaction_id=INV-5"));
    assertThat(info.path("status").asText()).isEqualTo("Done");
    assertThat(shop.info("INV-5").path("status").asText()).isEqualTo("Success");
    assertThat(shop.info("INV-5").path("amount").asInt()).isEqualTo(450);
  }

  @Test
  void hasBadDays() {
    shop.fault("{'kind':'RATE_LIMIT','endpoint':'create-payment-page','retryAfter':3}");
    HttpResponse<String> limited = shop.create(GOOD);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).contains("3");
    shop.fault("{'kind':'BAD_GATEWAY'}");
    assertThat(shop.create(GOOD).statusCode()).isEqualTo(502);
    shop.fault("{'kind':'ERROR','status':200,'message':'There are no active end accounts'}");
    assertThat(server.body(shop.create(GOOD)).path("message").asText()).contains("end accounts");
    shop.fault("{'kind':'CLOSE'}");
    assertThatThrownBy(() -> shop.page("INV-6")).isInstanceOf(UncheckedIOException.class);
    shop.fault("{'kind':'LOST_ANSWER'}");
    assertThatThrownBy(() -> shop.page("INV-6")).isInstanceOf(UncheckedIOException.class);
    shop.fault("{'kind':'SLOW','delay':'PT0.2S'}");
    assertThat(shop.page("INV-6").path("message").asText()).isEqualTo("Invalid request");
    assertThat(shop.pay("INV-6", "").path("status").asText()).isEqualTo("Success");
  }

  private HttpResponse<String> lost(String order, String file, String content) {
    String form =
        "--xx~Content-Disposition: form-data; name=\"order_id\"~~"
            + order
            + "~--xx~Content-Disposition: form-data; name=\"file\"; filename=\""
            + file
            + "\"~Content-Type: image/jpeg~~"
            + content
            + "~--xx--~";
    return server.send(
        shop.request("create-lost-transaction?project_id=1000001", ApayShop.API_KEY)
            .header("Content-Type", "multipart/form-data; boundary=xx")
            .POST(BodyPublishers.ofString(form.replace("~", "\r\n"))));
  }
}

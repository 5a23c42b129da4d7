package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bot polls in these tests; the payer pays through the sandbox's own API. */
class CheckoutTest {
  private SandboxServer server;
  private Invoices invoices;
  private long offset;

  @BeforeEach
  void start() {
    server = new SandboxServer();
    invoices = new Invoices(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void paysWhenTheBotApproves() {
    long message = invoices.send(invoices.tea().put("max_tip_amount", 300));
    CompletableFuture<JsonNode> paying = pay(message, ",'tip':250");
    JsonNode query = nextUpdate().path("pre_checkout_query");

    assertThat(query.path("total_amount").asLong()).isEqualTo(1500);
    assertThat(query.path("currency").asText()).isEqualTo("USD");
    assertThat(query.path("invoice_payload").asText()).isEqualTo("order-42");
    assertThat(query.path("from").path("id").asLong()).isEqualTo(SandboxServer.NORA);
    assertThat(query.has("order_info")).isFalse();
    assertThat(approve(query).path("ok").asBoolean()).isTrue();

    JsonNode result = SandboxServer.await(paying);
    JsonNode payment = nextUpdate().path("message");
    assertThat(result.path("result").asText()).isEqualTo("PAID");
    assertThat(payment.path("from").path("id").asLong()).isEqualTo(SandboxServer.NORA);
    assertThat(payment.has("reply_to_message")).isFalse();
    assertThat(payment.path("successful_payment"))
        .isEqualTo(
            server.json(
                "{'currency':'USD','total_amount':1500,'invoice_payload':'order-42',"
                    + "'telegram_payment_charge_id':'"
                    + result.path("chargeId").asText()
                    + "','provider_payment_charge_id':'"
                    + result.path("providerChargeId").asText()
                    + "'}"));
    assertThat(invoiceOf(message).path("state").asText()).isEqualTo("PAID");
  }

  @Test
  void anInvoiceWithAStartParameterInAPrivateChatIsPaidOnce() {
    long message = invoices.send(invoices.tea().put("start_parameter", "o42"));
    CompletableFuture<JsonNode> paying = pay(message, "");
    approve(nextUpdate().path("pre_checkout_query"));
    assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("PAID");

    assertThat(server.api("pay", target(message, "")).path("error").asText())
        .isEqualTo("This invoice was paid already");
  }

  @Test
  void aQueryThatIsAnsweredTwiceIsTooOld() {
    pay(invoices.send(invoices.tea()), "");
    JsonNode query = nextUpdate().path("pre_checkout_query");
    assertThat(approve(query).path("ok").asBoolean()).isTrue();

    assertThat(approve(query).path("description").asText())
        .isEqualTo(
            "Bad Request: query is too old and response timeout expired or query ID is invalid");
  }

  @Test
  void aQueryThatIsAnsweredLateIsTooOld() {
    SandboxServer.await(pay(invoices.send(invoices.tea()), ""));

    assertThat(approve(nextUpdate().path("pre_checkout_query")).path("description").asText())
        .isEqualTo(
            "Bad Request: query is too old and response timeout expired or query ID is invalid");
  }

  @Test
  void chargesOneOfTwoAttemptsThatWereBothApproved() {
    long message = invoices.send(invoices.tea());
    CompletableFuture<JsonNode> one = pay(message, "");
    CompletableFuture<JsonNode> other = pay(message, "");
    approve(nextUpdate().path("pre_checkout_query"));
    approve(nextUpdate().path("pre_checkout_query"));

    assertThat(
            List.of(
                SandboxServer.await(one).path("result").asText(),
                SandboxServer.await(other).path("result").asText()))
        .containsExactlyInAnyOrder("PAID", "FAILED");
    assertThat(server.body(server.get("/api/charges?bot=1000001"))).hasSize(1);
  }

  @Test
  void anInvoiceWithoutStartParameterCanBePaidAgain() {
    long message = invoices.send(invoices.tea().put("start_parameter", ""));
    for (int attempt = 0; attempt < 2; attempt++) {
      CompletableFuture<JsonNode> paying = pay(message, "");
      approve(nextUpdate().path("pre_checkout_query"));
      assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("PAID");
      nextUpdate();
    }

    assertThat(server.body(server.get("/api/charges?bot=1000001"))).hasSize(2);
  }

  @Test
  void showsTheReasonOfARefusal() {
    long message = invoices.send(invoices.tea());
    CompletableFuture<JsonNode> paying = pay(message, "");
    JsonNode query = nextUpdate().path("pre_checkout_query");
    String id = query.path("id").asText();

    assertThat(server.error("answerPreCheckoutQuery", answer(id, "'ok':false")))
        .isEqualTo("Bad Request: parameter \"error_message\" is required");
    server.call("answerPreCheckoutQuery", answer(id, "'ok':false,'error_message':'Sold out'"));

    assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("DECLINED");
    assertThat(SandboxServer.await(paying).path("errorMessage").asText()).isEqualTo("Sold out");
    assertThat(invoiceOf(message).path("state").asText()).isEqualTo("OPEN");
  }

  @Test
  void givesUpWithoutAnAnswer() {
    long message = invoices.send(invoices.tea());

    JsonNode result = SandboxServer.await(pay(message, ""));

    assertThat(result.path("result").asText()).isEqualTo("TIMEOUT");
    assertThat(result.path("errorMessage").asText()).isEqualTo("BOT_PRECHECKOUT_TIMEOUT");
    assertThat(approve(nextUpdate().path("pre_checkout_query")).path("description").asText())
        .contains("query is too old");
  }

  @ParameterizedTest
  @CsvSource({"FAIL, FAILED", "ABANDON, ABANDONED"})
  void tellsTheBotNothingWhenTheChargeDoesNotHappen(String outcome, String result) {
    long message = invoices.send(invoices.tea());
    CompletableFuture<JsonNode> paying = pay(message, ",'outcome':'" + outcome + "'");
    approve(nextUpdate().path("pre_checkout_query"));

    assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo(result);
    assertThat(updates()).isEmpty();
    assertThat(invoiceOf(message).path("state").asText()).isEqualTo("OPEN");
  }

  @Test
  void asksForContactDataAndShipping() {
    ObjectNode invoice = invoices.tea().put("is_flexible", true).put("need_email", true);
    CompletableFuture<JsonNode> paying = pay(invoices.send(invoice), ",'shippingOption':'fast'");
    JsonNode shipping = nextUpdate().path("shipping_query");
    assertThat(shipping.path("shipping_address").path("city").asText()).isEqualTo("London");
    String id = "{'shipping_query_id':'" + shipping.path("id").asText() + "','ok':true";
    assertThat(server.error("answerShippingQuery", id + ",'shipping_options':[]}"))
        .isEqualTo("Bad Request: there must be at least one shipping option");
    server.call(
        "answerShippingQuery",
        id
            + ",'shipping_options':["
            + "{'id':'slow','title':'Slow','prices':[{'label':'Post','amount':100}]},"
            + "{'id':'fast','title':'Fast','prices':[{'label':'Post','amount':300}]}]}");
    JsonNode query = nextUpdate().path("pre_checkout_query");
    approve(query);

    assertThat(query.path("total_amount").asLong()).isEqualTo(1550);
    assertThat(query.path("shipping_option_id").asText()).isEqualTo("fast");
    assertThat(query.path("order_info").path("email").asText()).isEqualTo("nora@example.org");
    assertThat(SandboxServer.await(paying).path("totalAmount").asLong()).isEqualTo(1550);
  }

  @Test
  void sendsGoodsWhereThePayerSaysAndSaysSoAgainAtTheCheckout() {
    ObjectNode invoice = invoices.tea().put("is_flexible", true);
    pay(invoices.send(invoice), ",'country':'IN'");
    JsonNode shipping = nextUpdate().path("shipping_query");
    server.call(
        "answerShippingQuery",
        "{'shipping_query_id':'"
            + shipping.path("id").asText()
            + "','ok':true,'shipping_options':["
            + "{'id':'post','title':'Post','prices':[{'label':'Post','amount':100}]}]}");
    JsonNode query = nextUpdate().path("pre_checkout_query");

    assertThat(shipping.path("shipping_address"))
        .isEqualTo(
            server.json(
                "{'country_code':'IN','state':'','city':'Pune','street_line1':'4 Namuna Marg',"
                    + "'street_line2':'','post_code':'411001'}"));
    assertThat(query.path("order_info").path("shipping_address"))
        .isEqualTo(shipping.path("shipping_address"));
    assertThat(shipping.fieldNames())
        .toIterable()
        .containsExactly("id", "from", "invoice_payload", "shipping_address");
  }

  @Test
  void aFreeShippingOptionIsRefused() {
    pay(invoices.send(invoices.tea().put("is_flexible", true)), "");
    String id = nextUpdate().path("shipping_query").path("id").asText();

    assertThat(
            server.error(
                "answerShippingQuery",
                "{'shipping_query_id':'"
                    + id
                    + "','ok':true,'shipping_options':["
                    + "{'id':'post','title':'Post','prices':[{'label':'Post','amount':0}]}]}"))
        .isEqualTo("Bad Request: total price must be positive");
  }

  @Test
  void aFaultRefusesARefusalOfShippingAsCurrentServersDo() {
    server.api(
        "faults",
        "{'bot':'1000001','kind':'BAD_REQUEST','method':'answerShippingQuery',"
            + "'description':'there must be at least one shipping option'}");
    CompletableFuture<JsonNode> paying =
        pay(invoices.send(invoices.tea().put("is_flexible", true)), "");
    String id = nextUpdate().path("shipping_query").path("id").asText();

    assertThat(
            server.error(
                "answerShippingQuery",
                "{'shipping_query_id':'" + id + "','ok':false,'error_message':'Too far'}"))
        .isEqualTo("Bad Request: there must be at least one shipping option");
    assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("TIMEOUT");
  }

  @Test
  void starsCanBePaidByLinkAndRefunded() {
    JsonNode link = server.call(SandboxServer.TOKEN, "createInvoiceLink", invoices.stars());
    CompletableFuture<JsonNode> paying =
        server.apiLater("pay", "{'person':5000002,'link':'" + link.path("result").asText() + "'}");
    approve(nextUpdate().path("pre_checkout_query"));
    String charge = SandboxServer.await(paying).path("chargeId").asText();
    nextUpdate();
    String refund = "{'user_id':5000002,'telegram_payment_charge_id':'" + charge + "'}";

    assertThat(charge).startsWith("stx").hasSizeGreaterThan(128);
    assertThat(balance()).isEqualTo(250);
    assertThat(server.error("refundStarPayment", refund.replace("5000002", "5000001")))
        .isEqualTo("Bad Request: CHARGE_NOT_FOUND");
    assertThat(server.error("refundStarPayment", refund.replace("5000002", "5")))
        .isEqualTo("Bad Request: USER_ID_INVALID");
    assertThat(server.error("refundStarPayment", refund)).isEqualTo("ok");

    JsonNode refunded = nextUpdate().path("message");
    assertThat(refunded.path("from").path("is_bot").asBoolean()).isTrue();
    assertThat(refunded.path("refunded_payment").path("telegram_payment_charge_id").asText())
        .isEqualTo(charge);
    assertThat(balance()).isZero();
  }

  @Test
  void aChargeThatIsRefundedAgainIsAnsweredWithAnErrorThatMeansSuccess() {
    String charge = payStars();

    assertThat(refund(charge)).isEqualTo("ok");
    assertThat(refund(charge)).isEqualTo("Bad Request: CHARGE_ALREADY_REFUNDED");

    assertThat(balance()).isZero();
    nextUpdate();
    assertThat(updates()).as("told once").isEmpty();
  }

  @Test
  void aRefundHasTheIdOfItsPaymentAmongTheMovementsOfStars() {
    String charge = payStars();
    refund(charge);

    JsonNode movements =
        server.call("getStarTransactions", "{}").path("result").path("transactions");

    assertThat(movements).hasSize(2);
    assertThat(movements.get(0).path("id").asText()).isEqualTo(charge);
    assertThat(movements.get(0).path("source").path("invoice_payload").asText())
        .isEqualTo("order-42");
    assertThat(movements.get(1).path("id").asText()).isEqualTo(charge);
    assertThat(movements.get(1).has("receiver")).isTrue();
  }

  private String payStars() {
    CompletableFuture<JsonNode> paying = pay(invoices.send(invoices.stars()), "");
    approve(nextUpdate().path("pre_checkout_query"));
    nextUpdate();
    return SandboxServer.await(paying).path("chargeId").asText();
  }

  private String refund(String charge) {
    return server.error(
        "refundStarPayment", "{'user_id':5000001,'telegram_payment_charge_id':'" + charge + "'}");
  }

  @Test
  void subscriptionsAreRenewedWithoutAQuestionUntilCanceled() {
    ObjectNode subscription = invoices.stars().put("subscription_period", 2592000);
    JsonNode link = server.call(SandboxServer.TOKEN, "createInvoiceLink", subscription);
    server.apiLater("pay", "{'person':5000002,'link':'" + link.path("result").asText() + "'}");
    approve(nextUpdate().path("pre_checkout_query"));
    JsonNode first = nextUpdate().path("message");
    JsonNode payment = first.path("successful_payment");
    String charge = payment.path("telegram_payment_charge_id").asText();
    long end = payment.path("subscription_expiration_date").asLong();
    assertThat(end - first.path("date").asLong()).isEqualTo(2592000);
    assertThat(payment.path("is_first_recurring").asBoolean()).isTrue();

    changeSubscription(charge, "RENEW");
    JsonNode renewal = nextUpdate().path("message").path("successful_payment");
    assertThat(renewal.path("is_recurring").asBoolean()).isTrue();
    assertThat(renewal.has("is_first_recurring")).isFalse();
    assertThat(renewal.path("subscription_expiration_date").asLong()).isEqualTo(end + 2592000);
    assertThat(renewal.path("telegram_payment_charge_id").asText()).isNotEqualTo(charge);

    changeSubscription(charge, "CANCEL");
    JsonNode change = nextUpdate().path("subscription");
    assertThat(change.path("state").asText()).isEqualTo("canceled");
    assertThat(change.path("user").path("id").asLong()).isEqualTo(5000002);
    assertThat(changeSubscription(charge, "RENEW").path("error").asText())
        .isEqualTo("The subscription was canceled");
    server.call(
        "editUserStarSubscription",
        "{'user_id':5000002,'is_canceled':true,'telegram_payment_charge_id':'" + charge + "'}");
    assertThat(changeSubscription(charge, "REENABLE").path("error").asText())
        .isEqualTo("The bot canceled the subscription");
  }

  @Test
  void onePayerMayHoldTwoSubscriptionsByOneLink() {
    ObjectNode subscription = invoices.stars().put("subscription_period", 2592000);
    JsonNode link = server.call(SandboxServer.TOKEN, "createInvoiceLink", subscription);
    for (int i = 0; i < 2; i++) {
      server.apiLater("pay", "{'person':5000002,'link':'" + link.path("result").asText() + "'}");
      approve(nextUpdate().path("pre_checkout_query"));
      JsonNode payment = nextUpdate().path("message").path("successful_payment");
      assertThat(payment.path("is_first_recurring").asBoolean()).isTrue();
    }

    JsonNode held = server.body(server.get("/api/subscriptions?bot=1000001"));

    assertThat(held.findValuesAsText("firstCharge")).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheBotThatWasAskedMayAnswer() {
    JsonNode other = server.api("bots", "{'name':'Other','username':'other_shop_bot'}");
    long message = invoices.send(invoices.tea());
    CompletableFuture<JsonNode> paying = pay(message, "");
    JsonNode query = nextUpdate().path("pre_checkout_query");

    JsonNode answer =
        server.call(
            other.path("token").asText(),
            "answerPreCheckoutQuery",
            server.json(answer(query.path("id").asText(), "'ok':true")));

    assertThat(other.path("token").asText()).matches("^\\d+:[A-Za-z0-9_-]{30,}$");
    assertThat(other.path("providerToken").asText()).contains(":TEST:");
    assertThat(answer.path("description").asText()).contains("query ID is invalid");
    assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("TIMEOUT");
  }

  @Test
  void pressingAButtonShowsTheBotsNotice() {
    JsonNode sent =
        server.call(
            "sendMessage",
            "{'chat_id':5000001,'text':'Choose','reply_markup':{'inline_keyboard':"
                + "[[{'text':'Live','callback_data':'live'}]]}}");
    String target = target(sent.path("result").path("message_id").asLong(), ",'data':'live'");
    CompletableFuture<JsonNode> pressing = server.apiLater("press", target);
    JsonNode query = nextUpdate().path("callback_query");
    server.call(
        "answerCallbackQuery",
        "{'callback_query_id':'" + query.path("id").asText() + "','text':'Chosen'}");

    assertThat(query.path("data").asText()).isEqualTo("live");
    assertThat(query.path("message").path("text").asText()).isEqualTo("Choose");
    assertThat(SandboxServer.await(pressing).path("text").asText()).isEqualTo("Chosen");
  }

  private CompletableFuture<JsonNode> pay(long message, String more) {
    return server.apiLater("pay", target(message, more));
  }

  private static String target(long message, String more) {
    return "{'bot':'1000001','person':5000001,'messageId':" + message + more + "}";
  }

  private JsonNode changeSubscription(String charge, String change) {
    return server.api(
        "subscriptions", "{'bot':'1000001','chargeId':'" + charge + "','change':'" + change + "'}");
  }

  private JsonNode approve(JsonNode query) {
    return server.call("answerPreCheckoutQuery", answer(query.path("id").asText(), "'ok':true"));
  }

  private static String answer(String id, String more) {
    return "{'pre_checkout_query_id':'" + id + "'," + more + "}";
  }

  private long balance() {
    return server.call("getMyStarBalance", "{}").path("result").path("amount").asLong();
  }

  private JsonNode invoiceOf(long message) {
    JsonNode chat = server.body(server.get("/api/messages?bot=1000001&person=5000001"));
    for (JsonNode one : chat.path("messages")) {
      if (one.path("messageId").asLong() == message) {
        return one.path("invoice");
      }
    }
    throw new AssertionError("no message " + message);
  }

  private JsonNode updates() {
    return server.call("getUpdates", "{'offset':" + offset + "}").path("result");
  }

  private JsonNode nextUpdate() {
    JsonNode update = await().until(this::updates, updates -> updates.size() > 0).path(0);
    offset = update.path("update_id").asLong() + 1;
    return update;
  }
}

package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaidMediaTest {
  private static final String PHOTO = "{'type':'photo','media':'https://example.com/a.jpg'}";

  private SandboxServer server;

  @BeforeEach
  void start() {
    server = new SandboxServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPurchaseIsToldAndItsStarsAreTheBots() {
    JsonNode sent = send("5000001", 50, "album", PHOTO).path("result");

    assertThat(sent.path("paid_media").path("star_count").asInt()).isEqualTo(50);
    assertThat(sent.path("paid_media").path("paid_media")).hasSize(1);
    assertThat(buy(sent, "").path("bought").asBoolean()).isTrue();

    JsonNode purchase = updates().path(0).path("purchased_paid_media");
    assertThat(purchase.path("paid_media_payload").asText()).isEqualTo("album");
    assertThat(purchase.path("from").path("id").asLong()).isEqualTo(SandboxServer.NORA);
    assertThat(purchase).hasSize(2);
    assertThat(balance()).isEqualTo(50);
    JsonNode partner = transactions().path(0).path("source");
    assertThat(partner.path("transaction_type").asText()).isEqualTo("paid_media_payment");
    assertThat(partner.path("paid_media_payload").asText()).isEqualTo("album");
    assertThat(partner.has("invoice_payload")).isFalse();
    assertThat(buy(sent, "").path("error").asText()).isEqualTo("The media were bought already");
    assertThat(balance()).isEqualTo(50);
  }

  @Test
  void aPurchaseWithoutAPayloadIsNotTold() {
    buy(send("5000001", 50, "", PHOTO).path("result"), "");

    assertThat(updates()).isEmpty();
    assertThat(balance()).isEqualTo(50);
    assertThat(transactions().path(0).path("source").has("paid_media_payload")).isFalse();
  }

  @Test
  void aPurchaseInAChannelIsNotToldAndItsStarsAreTheChannels() {
    String channel = channel();
    JsonNode sent = send(channel, 50, "album", PHOTO).path("result");

    assertThat(sent.path("chat").path("type").asText()).isEqualTo("channel");
    assertThat(sent.has("from")).isFalse();
    assertThat(buy(sent, ",'chat':" + channel).path("bought").asBoolean()).isTrue();

    assertThat(updates()).noneMatch(update -> update.has("purchased_paid_media"));
    assertThat(balance()).isZero();
    assertThat(transactions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, Bad Request: invalid media price specified",
    "-5, 1, Bad Request: invalid media price specified",
    "25001, 1, Bad Request: EXTENDED_MEDIA_AMOUNT_INVALID",
    "25000, 0, Bad Request: invalid number of paid media specified",
    "25000, 11, Bad Request: invalid number of paid media specified",
    "25000, 10, ",
    "1, 1, "
  })
  void priceAndNumberHaveLimits(long stars, int media, String error) {
    String items = String.join(",", Collections.nCopies(media, PHOTO));

    JsonNode answer = send("5000001", stars, "album", items);

    assertThat(answer.path("description").asText(null)).isEqualTo(error);
  }

  @Test
  void aChatMustBeKnownAndOpen() {
    assertThat(send("77", 5, "album", PHOTO).path("description").asText())
        .isEqualTo("Bad Request: chat not found");
    server.api("block", "{'bot':'1000001','person':5000001,'blocked':true}");
    assertThat(send("5000001", 5, "album", PHOTO).path("description").asText())
        .isEqualTo("Forbidden: bot was blocked by the user");
  }

  @Test
  void aRefundThatIsMadeElsewhereIsToldAndMadeOnce() {
    Invoices invoices = new Invoices(server);
    JsonNode link =
        server.call(SandboxServer.TOKEN, "createInvoiceLink", invoices.stars()).path("result");
    CompletableFuture<JsonNode> paying =
        server.apiLater("pay", "{'person':5000001,'link':'" + link.asText() + "'}");
    JsonNode query = await().until(this::updates, found -> found.size() > 0).path(0);
    String id = query.path("pre_checkout_query").path("id").asText();
    server.call("answerPreCheckoutQuery", "{'pre_checkout_query_id':'" + id + "','ok':true}");
    String charge = SandboxServer.await(paying).path("chargeId").asText();
    String refund = "{'bot':'1000001','chargeId':'" + charge + "'}";

    assertThat(server.api("refunds", refund).path("refunded").asBoolean()).isTrue();

    assertThat(server.api("refunds", refund).path("error").asText())
        .isEqualTo("The charge was refunded already");
    assertThat(
            server.error(
                "refundStarPayment",
                "{'user_id':5000001,'telegram_payment_charge_id':'" + charge + "'}"))
        .isEqualTo("Bad Request: CHARGE_ALREADY_REFUNDED");
    assertThat(balance()).isZero();
    assertThat(updates().findValues("refunded_payment")).hasSize(1);
    assertThat(server.api("refunds", "{'bot':'1000001','chargeId':'x'}").path("error").asText())
        .isEqualTo("No Stars were paid with this charge");
  }

  private JsonNode send(String chat, long stars, String payload, String media) {
    return server.call(
        "sendPaidMedia",
        "{'chat_id':%s,'star_count':%d,'payload':'%s','media':[%s]}"
            .formatted(chat, stars, payload, media));
  }

  private JsonNode buy(JsonNode message, String more) {
    return server.api(
        "media",
        "{'bot':'1000001','person':5000001,'messageId':%d%s}"
            .formatted(message.path("message_id").asLong(), more));
  }

  private JsonNode updates() {
    return server.call("getUpdates", "{}").path("result");
  }

  private JsonNode transactions() {
    return server.call("getStarTransactions", "{}").path("result").path("transactions");
  }

  private long balance() {
    return server.call("getMyStarBalance", "{}").path("result").path("amount").asLong();
  }

  /** A channel in which the bot may post. */
  private String channel() {
    String id = server.api("groups", "{'title':'News','type':'CHANNEL'}").path("id").asText();
    server.api(
        "members",
        "{'bot':'1000001','person':5000001,'chat':" + id + ",'standing':'ADMINISTRATOR'}");
    return id;
  }
}

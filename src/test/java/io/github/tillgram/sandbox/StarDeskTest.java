package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Movements of Stars that the bot did not cause: some are told, some only stand in the account. */
class StarDeskTest {
  private SandboxServer server;
  private long offset;

  @BeforeEach
  void start() {
    server = new SandboxServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRefundThatIsMadeElsewhereIsToldAndStandsInTheAccountUnderTheIdOfItsPayment() {
    String charge = payStars();

    server.api("refunds", "{'bot':'1000001','chargeId':'" + charge + "'}");

    JsonNode message = nextUpdate().path("message");
    assertThat(message.path("from").path("is_bot").asBoolean()).isTrue();
    assertThat(message.path("chat").path("id").asLong()).isEqualTo(SandboxServer.NORA);
    assertThat(message.path("refunded_payment").path("telegram_payment_charge_id").asText())
        .isEqualTo(charge);
    assertThat(message.path("refunded_payment").path("total_amount").asLong()).isEqualTo(250);
    assertThat(movements()).hasSize(2);
    assertThat(movements()).allMatch(movement -> movement.path("id").asText().equals(charge));
    assertThat(movements().path(1).has("receiver")).isTrue();
    assertThat(balance()).isZero();
  }

  @Test
  void aRefundIsMadeElsewhereOnce() {
    String refund = "{'bot':'1000001','chargeId':'" + payStars() + "'}";
    server.api("refunds", refund);

    assertThat(server.api("refunds", refund).path("error").asText()).contains("already");

    assertThat(movements()).hasSize(2);
    assertThat(server.api("refunds", "{'bot':'1000001','chargeId':'x'}").path("error").asText())
        .contains("No Stars");
  }

  @Test
  void aMovementOfTheDeskStandsInTheAccountAndNobodyIsTold() {
    server.api(
        "stars",
        "{'bot':'1000001','id':'gift','direction':'OUTGOING','amount':5,'person':5000001}");

    assertThat(movements().path(0).path("id").asText()).isEqualTo("gift");
    assertThat(balance()).isEqualTo(-5);
    assertThat(updates()).isEmpty();
  }

  private String payStars() {
    long message = new Invoices(server).send(new Invoices(server).stars());
    CompletableFuture<JsonNode> paying =
        server.apiLater("pay", "{'bot':'1000001','person':5000001,'messageId':" + message + "}");
    String id = nextUpdate().path("pre_checkout_query").path("id").asText();
    server.call("answerPreCheckoutQuery", "{'pre_checkout_query_id':'" + id + "','ok':true}");
    nextUpdate();
    return SandboxServer.await(paying).path("chargeId").asText();
  }

  private JsonNode movements() {
    return server.call("getStarTransactions", "{}").path("result").path("transactions");
  }

  private long balance() {
    return server.call("getMyStarBalance", "{}").path("result").path("amount").asLong();
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

package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.testsupport.MovableClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookDeliveryTest {
  private final MovableClock clock = new MovableClock();
  private SandboxServer server;
  private WebhookEndpoint endpoint;

  @BeforeEach
  void start() {
    server = new SandboxServer(clock, null);
    endpoint = new WebhookEndpoint(server.vertx());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsTheExactRequest() {
    set("'secret_token':'s3cret_-'");
    say(5000002, "Привет 🙂 a/b");
    awaitReceived(1);

    WebhookEndpoint.Received request = endpoint.received().get(0);
    assertThat(request.path()).isEqualTo("/hook");
    assertThat(request.headers().get("X-Telegram-Bot-Api-Secret-Token")).isEqualTo("s3cret_-");
    assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.headers().get("Accept-Encoding")).isEqualTo("gzip, deflate");
    assertThat(request.headers().get("Connection")).isEqualTo("keep-alive");
    assertThat(request.headers().get("Content-Length"))
        .isEqualTo(Integer.toString(request.body().length()));
    assertThat(request.headers().contains("User-Agent")).isFalse();
    assertThat(request.headers().contains("Transfer-Encoding")).isFalse();
    assertThat(request.body())
        .matches("(?s)\\{\"update_id\":\\d+,\n\"message\":\\{\"message_id\":1,\"from\".*}}")
        .contains("\"text\":\"\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442 \\ud83d\\ude42 a/b\"")
        .contains("\"language_code\":\"ru\"")
        .doesNotContain(": ");
  }

  @Test
  void keepsOneUpdateOfAChatInFlightAndTheOrder() {
    Promise<Void> gate = Promise.promise();
    endpoint.answer(
        (request, body) ->
            (body.contains("\"one\"") ? gate.future() : Future.<Void>succeededFuture())
                .onSuccess(open -> request.response().end()));
    set("");
    say(5000001, "one");
    say(5000001, "two");
    say(5000002, "other chat");
    awaitPending(2);

    assertThat(texts()).containsExactlyInAnyOrder("one", "other chat");
    gate.complete();
    awaitPending(0);
    assertThat(texts()).hasSize(3).endsWith("two");
  }

  @Test
  void repeatsAtOnceThenMoreAndMoreSlowly() {
    endpoint.answer((request, body) -> request.response().setStatusCode(500).end());
    set("");
    say(5000001, "one");
    say(5000001, "two");
    awaitReceived(4);

    assertThat(texts()).containsOnly("one");
    JsonNode info = server.call("getWebhookInfo", "{}").path("result");
    assertThat(info.path("pending_update_count").asInt()).isEqualTo(2);
    assertThat(info.path("last_error_message").asText())
        .isEqualTo("Wrong response from the webhook: 500 Internal Server Error");
    assertThat(info.path("last_error_date").asLong()).isEqualTo(clock.instant().getEpochSecond());

    endpoint.answer((request, body) -> request.response().end());
    awaitPending(0);
    assertThat(texts()).endsWith("one", "two");
  }

  @Test
  void theLastErrorStaysWhenThingsGoWellAgain() {
    endpoint.answerOnceThenOk((request, body) -> request.response().setStatusCode(500).end());
    set("");
    say(5000001, "one");
    awaitPending(0);

    say(5000001, "two");
    awaitPending(0);

    assertThat(endpoint.received()).hasSize(3);
    assertThat(
            server.call("getWebhookInfo", "{}").path("result").path("last_error_message").asText())
        .isEqualTo("Wrong response from the webhook: 500 Internal Server Error");
  }

  @Test
  void waitsAsLongAsItIsTold() {
    endpoint.answerOnceThenOk(
        (request, body) ->
            request.response().setStatusCode(503).putHeader("Retry-After", "12").end());
    set("");
    say(5000001, "one");
    awaitReceived(1);

    await()
        .pollDelay(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(endpoint.received()).hasSize(1));
    awaitReceived(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "302|Wrong response from the webhook: 302 Found",
        "0|Connection closed",
        "-1|Read timeout expired"
      })
  void countsAsFailure(int status, String error) {
    endpoint.answerOnceThenOk(
        (request, body) -> {
          if (status == 0) {
            request.connection().close();
          } else if (status > 0) {
            request.response().setStatusCode(status).putHeader("Location", "/elsewhere").end();
          }
        });
    set("");
    say(5000001, "one");
    awaitPending(0);

    assertThat(endpoint.received()).hasSize(2).allMatch(one -> one.path().equals("/hook"));
    assertThat(
            server.call("getWebhookInfo", "{}").path("result").path("last_error_message").asText())
        .isEqualTo(error);
  }

  @Test
  void dropsQueriesSoonAndMessagesAfterADay() {
    endpoint.answer((request, body) -> request.response().setStatusCode(500).end());
    set("");
    say(5000001, "one");
    long invoice = new Invoices(server).send(new Invoices(server).tea());
    server.api(
        "pay", "{'bot':'sandbox_merchant_bot','person':5000001,'messageId':" + invoice + "}");
    awaitPending(2);

    clock.advance(Duration.ofSeconds(151));
    awaitPending(1);
    clock.advance(Duration.ofHours(24));
    awaitPending(0);
  }

  @Test
  void deliversAgainWhatWasInFlightWhenTheWebhookChanges() {
    endpoint.answerOnceThenOk(WebhookEndpoint.silence());
    set("");
    say(5000001, "one");
    awaitReceived(1);
    set("'secret_token':'new'");
    awaitPending(0);

    assertThat(texts()).containsExactly("one", "one");
    assertThat(server.call("getWebhookInfo", "{}").toString()).doesNotContain("last_error");
    assertThat(endpoint.received().get(0).headers().contains("X-Telegram-Bot-Api-Secret-Token"))
        .isFalse();
    assertThat(endpoint.received().get(1).headers().get("X-Telegram-Bot-Api-Secret-Token"))
        .isEqualTo("new");
  }

  @Test
  void executesTheMethodInTheResponse() {
    endpoint.answerOnceThenOk(
        (request, body) ->
            request
                .response()
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end("{\"method\":\"sendMessage\",\"chat_id\":5000001,\"text\":\"from reply\"}"));
    set("");
    say(5000001, "hello");

    await().untilAsserted(() -> assertThat(chatTexts()).containsExactly("hello", "from reply"));
  }

  @Test
  void takesThePreCheckoutAnswerFromTheResponse() {
    endpoint.answer(
        (request, body) -> {
          JsonNode query = server.json(body).path("pre_checkout_query");
          ObjectNode answer = server.object().put("method", "answerPreCheckoutQuery");
          answer.put("pre_checkout_query_id", query.path("id").asText()).put("ok", true);
          request
              .response()
              .putHeader("Content-Type", "application/json")
              .end(query.has("id") ? answer.toString() : "{}");
        });
    set("");
    Invoices invoices = new Invoices(server);
    long invoice = invoices.send(invoices.stars());

    assertThat(
            server
                .api("pay", "{'bot':'1000001','person':5000001,'messageId':" + invoice + "}")
                .path("result")
                .asText())
        .isEqualTo("PAID");
    awaitReceived(2);
    assertThat(endpoint.bodies().get(1)).contains("\"successful_payment\"");
  }

  @Test
  void executesNeitherWebhookMethodsNorOtherContentTypes() {
    endpoint.answer(
        (request, body) ->
            request
                .response()
                .putHeader(
                    "Content-Type", body.contains("plain") ? "text/plain" : "application/json")
                .end(
                    body.contains("plain")
                        ? "{\"method\":\"sendMessage\",\"chat_id\":5000001,\"text\":\"no\"}"
                        : "{\"method\":\"deleteWebhook\"}"));
    set("");
    say(5000001, "plain");
    say(5000001, "delete");
    awaitPending(0);

    assertThat(chatTexts()).containsExactly("plain", "delete");
    assertThat(server.call("getWebhookInfo", "{}").path("result").path("url").asText())
        .isEqualTo(endpoint.url());
  }

  @Test
  void sendsOnlyWhatWasAskedFor() {
    set("'allowed_updates':['my_chat_member','nonsense']");
    say(5000001, "unwanted");
    server.api("block", "{'bot':'1000001','person':5000001,'blocked':true}");
    awaitReceived(1);

    assertThat(endpoint.bodies().get(0)).contains("\"my_chat_member\"", "\"status\":\"kicked\"");
    assertThat(server.error("sendMessage", "{'chat_id':5000001,'text':'x'}"))
        .isEqualTo("Forbidden: bot was blocked by the user");
    assertThat(server.call("getWebhookInfo", "{}").path("result").path("allowed_updates"))
        .isEqualTo(server.json("['my_chat_member']"));
  }

  @Test
  void deliversAgainWhenTheAcknowledgementIsLostAndNothingWhileHeld() {
    set("");
    server.api("faults", "{'bot':'1000001','duplicateNext':1,'holdDeliveries':true}");
    say(5000001, "one");
    awaitPending(1);
    assertThat(endpoint.received()).isEmpty();

    server.api("faults", "{'bot':'1000001','holdDeliveries':false}");
    awaitReceived(2);
    assertThat(endpoint.bodies().get(0)).isEqualTo(endpoint.bodies().get(1));
  }

  private void set(String more) {
    String arguments = "{'url':'" + endpoint.url() + "'" + (more.isEmpty() ? "" : "," + more) + "}";
    assertThat(server.call("setWebhook", arguments).path("description").asText())
        .isEqualTo("Webhook was set");
  }

  private void say(long person, String text) {
    server.api("text", "{'bot':'1000001','person':" + person + ",'text':'" + text + "'}");
  }

  private List<String> texts() {
    return endpoint.bodies().stream()
        .map(body -> server.json(body).findValue("text").asText())
        .toList();
  }

  private List<String> chatTexts() {
    return server
        .body(server.get("/api/messages?bot=1000001&person=5000001"))
        .path("messages")
        .findValuesAsText("text")
        .stream()
        .distinct()
        .toList();
  }

  private void awaitReceived(int count) {
    await().untilAsserted(() -> assertThat(endpoint.received()).hasSizeGreaterThanOrEqualTo(count));
  }

  private void awaitPending(int count) {
    await()
        .until(
            () ->
                server
                        .call("getWebhookInfo", "{}")
                        .path("result")
                        .path("pending_update_count")
                        .asInt()
                    == count);
  }
}

package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
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
  void limitsTheRateOfOneMethodForSoManyCalls() {
    order("'kind':'RATE_LIMIT','method':'sendMessage','times':2,'retryAfter':17");

    HttpResponse<String> first = sendMessage();
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("17");
    assertThat(server.body(first))
        .isEqualTo(
            server.json(
                "{'ok':false,'error_code':429,'description':'Too Many Requests: retry after 17',"
                    + "'parameters':{'retry_after':17}}"));
    assertThat(server.error("getMe", "{}")).isEqualTo("ok");
    assertThat(sendMessage().statusCode()).isEqualTo(429);
    assertThat(sendMessage().statusCode()).isEqualTo(200);
  }

  @Test
  void endsACallThatAnotherCompetesWith() {
    order("'kind':'CONFLICT','method':'setWebhook','description':'terminated by other setWebhook'");

    JsonNode loser = server.call("setWebhook", "{'url':'http://localhost:9/'}");

    assertThat(loser)
        .isEqualTo(
            server.json(
                "{'ok':false,'error_code':409,"
                    + "'description':'Conflict: terminated by other setWebhook'}"));
    assertThat(server.error("setWebhook", "{'url':'http://localhost:9/'}")).isEqualTo("ok");
  }

  @Test
  void answersAsABrokenGateway() {
    order("'kind':'BAD_GATEWAY'");

    HttpResponse<String> response = sendMessage();
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
  }

  @Test
  void closesBeforeOrAfterTheWork() {
    order("'kind':'CLOSE','method':'getMe'");
    assertThatThrownBy(() -> server.call("getMe", "{}")).isInstanceOf(UncheckedIOException.class);

    order("'kind':'LOST_ANSWER','method':'sendMessage'");
    assertThatThrownBy(this::sendMessage).isInstanceOf(UncheckedIOException.class);
    assertThat(server.body(server.get("/api/messages?bot=1000001&person=5000001")).path("messages"))
        .hasSize(1);
  }

  @Test
  void endsWhenTold() {
    order("'kind':'SERVER_ERROR','times':100");
    assertThat(server.error("getMe", "{}")).isEqualTo("Internal Server Error: restart");

    server.send(
        HttpRequest.newBuilder(URI.create(server.root() + "/api/faults?bot=1000001")).DELETE());
    assertThat(server.error("getMe", "{}")).isEqualTo("ok");
  }

  private void order(String fault) {
    server.api("faults", "{'bot':'1000001'," + fault + "}");
  }

  private HttpResponse<String> sendMessage() {
    return server.post(
        "/telegram/bot" + SandboxServer.TOKEN + "/sendMessage",
        "{\"chat_id\":5000001,\"text\":\"hello\"}");
  }
}

package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSettingsTest {
  private SandboxServer server;

  @BeforeEach
  void start() {
    server = new SandboxServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "url, http://bad host/, invalid webhook URL specified",
    "url, ftp://example.org/, invalid webhook URL specified",
    "url, http://localhost:70000/, invalid webhook URL specified",
    "secret_token, a b, secret token contains unallowed characters",
    "secret_token, é, secret token contains unallowed characters"
  })
  void refuses(String field, String value, String text) {
    String url = field.equals("url") ? "" : "'url':'http://localhost:9/',";
    assertThat(server.error("setWebhook", "{" + url + "'" + field + "':'" + value + "'}"))
        .isEqualTo("Bad Request: " + text);
  }

  @Test
  void limitsTheLengthOfTheSecret() {
    String url = "{'url':'http://localhost:9/','secret_token':'";

    assertThat(server.error("setWebhook", url + "x".repeat(256) + "'}")).isEqualTo("ok");
    assertThat(server.error("setWebhook", url + "x".repeat(257) + "'}"))
        .isEqualTo("Bad Request: secret token is too long");
  }

  @Test
  void replacesEverythingButTheAllowedUpdates() {
    String url = "'url':'http://localhost:9/'";
    assertThat(
            description(
                "{"
                    + url
                    + ",'secret_token':'s','max_connections':5000,'allowed_updates':"
                    + "['message','pre_checkout_query']}"))
        .isEqualTo("Webhook was set");
    assertThat(info().path("max_connections").asInt()).isEqualTo(100);

    assertThat(description("{" + url + "}")).isEqualTo("Webhook was set");
    assertThat(description("{" + url + "}")).isEqualTo("Webhook is already set");
    assertThat(info().path("max_connections").asInt()).isEqualTo(40);
    assertThat(info().path("allowed_updates")).hasSize(2);
  }

  @Test
  void ignoresKindsOfUpdatesThatAnOlderServerDoesNotKnow() {
    String webhook =
        "{'url':'http://localhost:9/','allowed_updates':['message','subscription','not_yet']}";
    server.api("faults", "{'bot':'1000001','unknownUpdates':'subscription'}");
    description(webhook);
    assertThat(info().path("allowed_updates")).hasToString("[\"message\"]");

    server.api("faults", "{'bot':'1000001','unknownUpdates':''}");
    description(webhook);
    assertThat(info().path("allowed_updates")).hasToString("[\"message\",\"subscription\"]");
  }

  @Test
  void deletesAndForgetsPendingUpdatesWhenTold() {
    assertThat(server.call("deleteWebhook", "{}").path("description").asText())
        .isEqualTo("Webhook is already deleted");
    server.api("text", "{'bot':'1000001','person':5000001,'text':'hello'}");
    description("{'url':'http://localhost:9/'}");

    assertThat(server.call("deleteWebhook", "{}").path("description").asText())
        .isEqualTo("Webhook was deleted");
    assertThat(info().path("pending_update_count").asInt()).isEqualTo(1);
    assertThat(info().path("url").asText()).isEmpty();
    server.call("deleteWebhook", "{'drop_pending_updates':true}");
    assertThat(info().path("pending_update_count").asInt()).isZero();
  }

  private String description(String arguments) {
    return server.call("setWebhook", arguments).path("description").asText();
  }

  private JsonNode info() {
    return server.call("getWebhookInfo", "{}").path("result");
  }
}

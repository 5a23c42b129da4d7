package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble on the way of updates. */
class DetoursTest {
  private static final Duration A_WHILE = Duration.ofMillis(300);

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private SandboxServer server;
  private WebhookEndpoint endpoint;

  @BeforeEach
  void start() {
    server = new SandboxServer(Clock.systemUTC(), folder.resolve("sandbox.json"));
    endpoint = new WebhookEndpoint(vertx);
    server.call("setWebhook", "{'url':'" + endpoint.url() + "'}");
  }

  @AfterEach
  void stop() {
    server.close();
    vertx.close();
  }

  @Test
  void anUpdateIsDuplicatedUnderTheSameId() {
    order("'update':'message','delivery':'DUPLICATE'");
    say("one");
    say("two");

    awaitTexts("one", "one", "two");
    assertThat(ids().get(0)).isEqualTo(ids().get(1)).isLessThan(ids().get(2));
  }

  @Test
  void anUpdateIsOvertakenByTheNext() {
    order("'delivery':'REORDER'");
    say("one");
    await().during(A_WHILE).until(() -> endpoint.received().isEmpty());
    say("two");

    awaitTexts("two", "one");
    assertThat(ids().get(0)).isGreaterThan(ids().get(1));
  }

  @Test
  void aDelayedUpdateKeepsNobodyWaiting() {
    order("'delivery':'DELAY','delay':'PT0.6S'");
    say("one");
    say("two");

    awaitTexts("two");
    awaitTexts("two", "one");
  }

  @Test
  void aDroppedUpdateNeverArrives() {
    order("'delivery':'DROP','times':2");
    say("one");
    say("two");
    say("three");

    awaitTexts("three");
  }

  @Test
  void otherKindsGoTheirWay() {
    order("'update':'my_chat_member','delivery':'DROP'");
    say("one");
    server.api("block", "{'bot':'1000001','person':5000001,'blocked':true}");
    server.api("block", "{'bot':'1000001','person':5000001,'blocked':false}");

    await().until(() -> endpoint.received().size() == 2);
    assertThat(endpoint.bodies().get(0)).contains("\"one\"");
    assertThat(endpoint.bodies().get(1)).contains("my_chat_member", "\"old_chat_member\"");
    assertThat(server.json(endpoint.bodies().get(1)).findPath("new_chat_member").path("status"))
        .hasToString("\"member\"");
  }

  @Test
  void whoeverPollsGetsALateUpdateToo() {
    server.call("deleteWebhook", "{}");
    order("'delivery':'REORDER'");
    say("one");
    say("two");

    JsonNode updates = server.call("getUpdates", "{}").path("result");
    assertThat(updates.findValuesAsText("text")).containsExactly("two", "one");
    assertThat(updates.get(0).path("update_id").asLong())
        .isLessThan(updates.get(1).path("update_id").asLong());
  }

  @Test
  void whatIsKeptBackArrivesWhenTheTroubleEnds() {
    order("'delivery':'DELAY','delay':'PT1H','times':2");
    say("one");
    server.send(
        HttpRequest.newBuilder(URI.create(server.root() + "/api/faults?bot=1000001")).DELETE());
    say("two");

    awaitTexts("one", "two");
  }

  @Test
  void whatIsKeptBackSurvivesARestart() {
    order("'delivery':'DELAY','delay':'PT1H'");
    say("one");
    server.close();

    server = new SandboxServer(Clock.systemUTC(), folder.resolve("sandbox.json"));
    awaitTexts("one");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThat(order("'update':'massage','delivery':'DROP'").path("error").asText())
        .contains("kind of updates");
    assertThat(order("'delivery':'LOSE'").path("error").asText()).contains("DUPLICATE");
    assertThat(order("'delivery':'DELAY','delay':'P1D'").path("error").asText())
        .contains("between PT0S and PT1H");
  }

  private JsonNode order(String detour) {
    return server.api("faults", "{'bot':'1000001'," + detour + "}");
  }

  private void say(String text) {
    server.api("text", "{'bot':'1000001','person':5000001,'text':'" + text + "'}");
  }

  private void awaitTexts(String... texts) {
    await().untilAsserted(() -> assertThat(texts()).containsExactly(texts));
    await().during(A_WHILE).untilAsserted(() -> assertThat(texts()).startsWith(texts));
  }

  private List<String> texts() {
    return endpoint.bodies().stream()
        .map(body -> server.json(body).findPath("text").asText())
        .toList();
  }

  private List<Long> ids() {
    return endpoint.bodies().stream()
        .map(body -> server.json(body).path("update_id").asLong())
        .toList();
  }
}

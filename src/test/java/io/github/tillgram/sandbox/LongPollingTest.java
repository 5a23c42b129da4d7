package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LongPollingTest {
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
  void waitsForAnUpdateAndForgetsWhatWasAcknowledged() {
    CompletableFuture<JsonNode> poll = pollLater();
    say("one");
    JsonNode updates = SandboxServer.await(poll).path("result");
    say("two");
    long first = updates.get(0).path("update_id").asLong();
    JsonNode rest = server.call("getUpdates", "{'offset':" + (first + 1) + "}").path("result");

    assertThat(updates).hasSize(1);
    assertThat(rest.findValuesAsText("text")).containsExactly("two");
    assertThat(rest.get(0).path("update_id").asLong()).isEqualTo(first + 1);
    assertThat(server.call("getUpdates", "{}").path("result")).hasSize(1);
  }

  @Test
  void aSecondPollerEndsTheFirst() {
    CompletableFuture<JsonNode> first = pollLater();
    await().until(() -> server.call("getUpdates", "{}").path("ok").asBoolean() && first.isDone());

    assertThat(SandboxServer.await(first).path("description").asText())
        .isEqualTo(
            "Conflict: terminated by other getUpdates request; make sure that only one bot"
                + " instance is running");
  }

  @Test
  void conflictsWithAWebhook() {
    server.call("setWebhook", "{'url':'http://localhost:9/x'}");

    assertThat(server.error("getUpdates", "{}"))
        .isEqualTo(
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
                + " delete the webhook first");
  }

  private CompletableFuture<JsonNode> pollLater() {
    return CompletableFuture.supplyAsync(() -> server.call("getUpdates", "{'timeout':5}"));
  }

  private void say(String text) {
    server.api("text", "{'bot':'1000001','person':5000001,'text':'" + text + "'}");
  }
}

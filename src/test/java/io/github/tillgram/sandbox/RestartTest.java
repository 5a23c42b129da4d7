package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir Path folder;

  @Test
  void remembersEverything() {
    String token;
    long invoice;
    JsonNode chat;
    try (SandboxServer server = start()) {
      token = server.api("bots", "{'name':'Other','username':'other_bot'}").path("token").asText();
      server.call("setWebhook", "{'url':'http://localhost:9/','allowed_updates':['message']}");
      invoice = new Invoices(server).send(new Invoices(server).tea());
      server.api("text", "{'bot':'1000001','person':5000001,'text':'hello'}");
      server.api("block", "{'bot':'other_bot','person':5000003,'blocked':true}");
      chat = chat(server);
    }

    try (SandboxServer server = start()) {
      JsonNode info = server.call("getWebhookInfo", "{}").path("result");
      assertThat(info.path("url").asText()).isEqualTo("http://localhost:9/");
      assertThat(info.path("pending_update_count").asInt()).isEqualTo(1);
      assertThat(chat(server)).isEqualTo(chat).hasSize(2);
      assertThat(
              server
                  .call(token, "sendMessage", server.json("{'chat_id':5000003,'text':'x'}"))
                  .path("error_code")
                  .asInt())
          .isEqualTo(403);
      assertThat(
              server
                  .call("sendMessage", "{'chat_id':5000001,'text':'x'}")
                  .path("result")
                  .path("message_id")
                  .asLong())
          .isEqualTo(invoice + 2);
    }
  }

  @Test
  void deliversAfterTheRestartWhatWasPending() {
    Vertx elsewhere = Vertx.vertx();
    WebhookEndpoint endpoint = new WebhookEndpoint(elsewhere);
    try (SandboxServer server = start()) {
      server.call("setWebhook", "{'url':'" + endpoint.url() + "','secret_token':'s3'}");
      server.api("faults", "{'bot':'1000001','holdDeliveries':true}");
      server.api("text", "{'bot':'1000001','person':5000001,'text':'hello'}");
    }
    assertThat(endpoint.received()).isEmpty();

    try (SandboxServer server = start()) {
      await().until(() -> pending(server) == 0);
      assertThat(endpoint.bodies().get(0)).contains("\"hello\"");
      assertThat(endpoint.received().get(0).headers().get("X-Telegram-Bot-Api-Secret-Token"))
          .isEqualTo("s3");
    }
    elsewhere.close();
  }

  @Test
  void savesWhileRunning() {
    try (SandboxServer server = start()) {
      server.call("sendMessage", "{'chat_id':5000001,'text':'kept'}");
      Path file = folder.resolve("sandbox.json");
      await().until(() -> Files.exists(file) && Files.readString(file).contains("kept"));
    }
  }

  @Test
  void putsAnUnreadableFileAside() throws IOException {
    Files.writeString(folder.resolve("sandbox.json"), "{\"bots\":");

    try (SandboxServer server = start()) {
      assertThat(server.call("getMe", "{}").path("ok").asBoolean()).isTrue();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(path -> path.getFileName().toString()).toList();
      assertThat(names).anyMatch(name -> name.startsWith("sandbox.json.unreadable-"));
    }
  }

  private SandboxServer start() {
    return new SandboxServer(Clock.systemUTC(), folder.resolve("sandbox.json"));
  }

  private static int pending(SandboxServer server) {
    return server.call("getWebhookInfo", "{}").path("result").path("pending_update_count").asInt();
  }

  private static JsonNode chat(SandboxServer server) {
    return server.body(server.get("/api/messages?bot=1000001&person=5000001")).path("messages");
  }
}

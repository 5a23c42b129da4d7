package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The README's first command, as a newcomer types it, and what the README then has him do. */
class FirstCommandIT {

  private static final Duration FIRST_BUILD = Duration.ofMinutes(5);
  private static final Path LOG = Path.of("target", "first-command.log");
  private static final String OPERATOR_KEY = "tillgram-dev-operator-key";
  private static final long PAYER = 5000001;

  private static final Http HTTP = new Http();
  private static final String ROOT_PORT = Integer.toString(ServiceProcess.freePort());
  private static final String ROOT = "http://localhost:" + ROOT_PORT;

  private static Process command;

  @BeforeAll
  static void typeTheCommand() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("./mvnw", "-B", "-ntp", "quarkus:dev", "-Psandbox", "-Ddebug=false")
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TILLGRAM_"));
    builder.environment().put("QUARKUS_HTTP_PORT", ROOT_PORT);
    builder
        .environment()
        .put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ServiceProcess.freePort()));
    builder.environment().put("QUARKUS_CONSOLE_ENABLED", "false");
    builder
        .environment()
        .put("TILLGRAM_DATA_DIR", Path.of("target", "first-" + UUID.randomUUID()).toString());
    command = builder.start();
    command.getOutputStream().close();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    command.descendants().forEach(ProcessHandle::destroy);
    command.destroy();
    command.waitFor(30, TimeUnit.SECONDS);
  }

  @Test
  void itLeadsToAnInvoiceThatIsPaidInTheChat() throws IOException {
    await()
        .atMost(FIRST_BUILD)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> isUp() || !command.isAlive());
    assertThat(command.isAlive()).as(() -> log()).isTrue();

    String key =
        post("/api/v1/merchants", OPERATOR_KEY, new JsonObject().put("name", "Tea House"))
            .getString("apiKey");
    post(
        "/api/v1/bots",
        key,
        new JsonObject()
            .put("token", "1000001:sandbox-merchant-bot-token-0000001")
            .put("providerToken", "1877036958:TEST:sandbox"));
    String invoice =
        post("/api/v1/invoices", key, Till.order("order-42").put("sendTo", PAYER)).getString("id");
    await().atMost(Duration.ofSeconds(20)).until(() -> chat().getJsonArray("messages").size() == 1);
    JsonObject paid =
        post(
            "/sandbox/api/pay",
            key,
            new JsonObject()
                .put("bot", 1000001)
                .put("person", PAYER)
                .put("messageId", 1)
                .put("outcome", "PAY"));

    assertThat(paid.getString("result")).isEqualTo("PAID");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> "PAID".equals(get("/api/v1/invoices/" + invoice, key).getString("status")));
    assertThat(HTTP.get(ROOT + "/sandbox").body()).contains("Tillgram sandbox");
  }

  private static boolean isUp() {
    try {
      return HTTP.get(ROOT + "/q/openapi").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private static JsonObject chat() {
    return get("/sandbox/api/messages?bot=1000001&person=" + PAYER, OPERATOR_KEY);
  }

  private static JsonObject get(String path, String key) {
    return new JsonObject(HTTP.get(ROOT + path, "Authorization", "Bearer " + key).body());
  }

  private static JsonObject post(String path, String key, JsonObject body) {
    HttpResponse<String> answer = HTTP.post(ROOT + path, body, "Authorization", "Bearer " + key);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return new JsonObject(answer.body());
  }

  private static String log() {
    try {
      return Files.readString(LOG);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox's own time. */
class ClockTest {
  private static final long MONTH = 2_592_000;

  @TempDir Path folder;

  private String bot = SandboxServer.TOKEN;
  private long offset;

  @Test
  void isTheRealOneUntilItIsMovedAndAgainWhenItIsReset() {
    try (SandboxServer server = new SandboxServer()) {
      assertThat(ahead(server.body(server.get("/api/clock")))).isZero();

      assertThat(ahead(advance(server, "P1DT1H"))).isEqualTo(Duration.ofHours(25));
      assertThat(ahead(advance(server, "PT1H"))).isEqualTo(Duration.ofHours(26));
      assertThat(date(say(server, "later")))
          .isCloseTo(Instant.now().plus(Duration.ofHours(26)), within());

      server.send(HttpRequest.newBuilder(URI.create(server.root() + "/api/clock")).DELETE());
      assertThat(date(say(server, "now"))).isCloseTo(Instant.now(), within());
    }
  }

  @Test
  void leadsForwardOnlyAndNotTooFar() {
    try (SandboxServer server = new SandboxServer()) {
      assertThat(advance(server, "-PT1S").path("error").asText()).contains("forward");
      assertThat(advance(server, "P4000D").path("error").asText()).contains("at most");
      assertThat(advance(server, "soon").path("error").asText()).contains("PT90S or P30D");
    }
  }

  @Test
  void isKeptOverARestart() {
    try (SandboxServer server = start()) {
      advance(server, "P30D");
    }
    try (SandboxServer server = start()) {
      assertThat(ahead(server.body(server.get("/api/clock")))).isEqualTo(Duration.ofDays(30));
    }
  }

  @Test
  void aMessageCannotBeDeletedAfter48Hours() {
    try (SandboxServer server = new SandboxServer()) {
      server.call("sendMessage", "{'chat_id':5000001,'text':'old'}");
      advance(server, "PT48H1M");

      assertThat(server.error("deleteMessage", "{'chat_id':5000001,'message_id':1}"))
          .isEqualTo("Bad Request: message can't be deleted for everyone");
    }
  }

  @Test
  void anUpdateThatWaitsDoesNotGetOlder() {
    try (SandboxServer server = new SandboxServer()) {
      say(server, "patient");
      advance(server, "P30D");

      assertThat(server.call("getUpdates", "{}").path("result")).hasSize(1);
    }
  }

  @Test
  void subscriptionsAreRenewedEachAtItsTimeUntilTheyAreCanceled() {
    try (SandboxServer server = new SandboxServer()) {
      JsonNode first = subscribe(server).path("successful_payment");
      String charge = first.path("telegram_payment_charge_id").asText();
      long end = first.path("subscription_expiration_date").asLong();

      advance(server, "P31D");
      JsonNode renewal = nextUpdate(server).path("message");
      assertThat(renewal.path("date").asLong()).isEqualTo(end);
      assertThat(renewal.path("successful_payment").path("subscription_expiration_date").asLong())
          .isEqualTo(end + MONTH);
      assertThat(renewal.path("successful_payment").has("is_first_recurring")).isFalse();

      advance(server, "P60D");
      assertThat(nextUpdate(server).path("message").path("date").asLong()).isEqualTo(end + MONTH);
      assertThat(nextUpdate(server).path("message").path("date").asLong())
          .isEqualTo(end + 2 * MONTH);
      assertThat(updates(server)).isEmpty();

      cancel(server, charge);
      nextUpdate(server);
      advance(server, "P90D");
      assertThat(updates(server)).isEmpty();
    }
  }

  @Test
  void tooManyRenewalsAtOnceAreRefused() {
    try (SandboxServer server = new SandboxServer()) {
      bot = server.testBot() + "/test";
      subscribe(server, 60);

      assertThat(advance(server, "P30D").path("error").asText()).contains("Advance by less");
      assertThat(ahead(advance(server, "PT2M"))).isEqualTo(Duration.ofMinutes(2));
      assertThat(updates(server)).hasSizeGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void theBalanceIsToldBesideTheBot() {
    try (SandboxServer server = new SandboxServer()) {
      subscribe(server);
      advance(server, "P31D");

      assertThat(server.body(server.get("/api/bots")).path(0).path("starBalance").asLong())
          .isEqualTo(500);
    }
  }

  private JsonNode subscribe(SandboxServer server) {
    return subscribe(server, MONTH);
  }

  /** The message that proves the first payment. */
  private JsonNode subscribe(SandboxServer server, long period) {
    JsonNode link =
        server.call(
            bot,
            "createInvoiceLink",
            new Invoices(server).stars().put("subscription_period", period));
    CompletableFuture<JsonNode> paying =
        server.apiLater("pay", "{'person':5000002,'link':'" + link.path("result").asText() + "'}");
    String query = nextUpdate(server).path("pre_checkout_query").path("id").asText();
    server.call(
        bot,
        "answerPreCheckoutQuery",
        server.json("{'pre_checkout_query_id':'" + query + "','ok':true}"));
    assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("PAID");
    return nextUpdate(server).path("message");
  }

  private static void cancel(SandboxServer server, String charge) {
    server.api("subscriptions", "{'bot':'1000001','chargeId':'" + charge + "','change':'CANCEL'}");
  }

  private JsonNode updates(SandboxServer server) {
    return server.call(bot, "getUpdates", server.json("{'offset':" + offset + "}")).path("result");
  }

  private JsonNode nextUpdate(SandboxServer server) {
    JsonNode update = await().until(() -> updates(server), list -> list.size() > 0).path(0);
    offset = update.path("update_id").asLong() + 1;
    return update;
  }

  private SandboxServer start() {
    return new SandboxServer(Clock.systemUTC(), folder.resolve("sandbox.json"));
  }

  private static JsonNode advance(SandboxServer server, String step) {
    return server.api("clock", "{'advance':'" + step + "'}");
  }

  private static JsonNode say(SandboxServer server, String text) {
    return server.api("text", "{'bot':'1000001','person':5000001,'text':'" + text + "'}");
  }

  private static Instant date(JsonNode message) {
    return Instant.ofEpochSecond(message.path("date").asLong());
  }

  private static Duration ahead(JsonNode clock) {
    return Duration.parse(clock.path("ahead").asText());
  }

  private static TemporalUnitOffset within() {
    return Assertions.within(10, ChronoUnit.SECONDS);
  }
}

package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strangers before the doors, behind a proxy: the test itself, on this machine. */
class DoorsIT {

  private static final Http HTTP = new Http();
  private static final String FORWARDED = "X-Forwarded-For";
  private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";
  private static final JsonObject UPDATE = new JsonObject().put("update_id", 1);
  private static final int LIMIT = 5;
  private static final int FLOOD = 1_000;

  /** One lookup per 25 ms, and what the service does of its own accord. */
  private static final int MOST_TRANSACTIONS_PER_SECOND = 80;

  /** So long PostgreSQL may wait with what it counted. */
  private static final Duration STATISTICS = Duration.ofMillis(1_500);

  /** So long a connection that rests keeps to itself what it did before. */
  private static final Duration LATE_STATISTICS = Duration.ofSeconds(12);

  private static Installation installation;
  private static ServiceProcess service;
  private static Till till;

  @BeforeAll
  static void start() {
    installation =
        new Installation("doors")
            .with("TILLGRAM_TRUSTED_PROXIES", "127.0.0.0/8, ::1")
            .with("TILLGRAM_WEBHOOK_ALLOWED_ADDRESSES", "telegram, 127.0.0.0/8, ::1")
            .with("TILLGRAM_AUTHENTICATION_FAILURES", Integer.toString(LIMIT));
    service = installation.start().awaitReady();
    till = installation.openTill(service);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "149.154.167.220               | 200",
        "91.108.7.255                  | 200",
        "1.2.3.4, 149.154.167.220      | 200",
        "203.0.113.9                   | 403",
        "149.154.167.220, 203.0.113.9  | 403",
        "91.108.8.0                    | 403",
        "2001:67c:4e8:f004::9          | 403"
      })
  void updatesComeFromAllowedAddressesOnly(String forwardedFor, int status) {
    HttpResponse<String> answer = knock(till.webhookSecret(), forwardedFor);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aStrangerIsTurnedAwayBeforeHisBodyIsThere() throws IOException {
    URI webhook = URI.create(till.webhook());
    try (Socket socket = new Socket(webhook.getHost(), webhook.getPort())) {
      socket.setSoTimeout(10_000);
      String head =
          """
          POST %s HTTP/1.1\r
          Host: localhost\r
          X-Forwarded-For: 203.0.113.9\r
          Content-Length: 1000000\r
          \r
          """
              .formatted(webhook.getPath());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

      assertThat(answer.readLine()).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void wrongSecretsAreToldToStayAwayAndARightOneIsTakenAllTheSame() {
    String address = "149.154.160.10";
    assertThat(statuses(() -> knock("wrong", address))).containsOnly(401);

    HttpResponse<String> limited = knock("wrong", address);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.body()).isEmpty();
    assertThat(limited.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
    assertThat(unknownBot(address).statusCode()).isEqualTo(429);

    assertThat(knock(till.webhookSecret(), address).statusCode()).isEqualTo(200);
    assertThat(knock("wrong", "149.154.160.11").statusCode()).isEqualTo(401);
    assertThat(unknownBot("149.154.160.11").statusCode()).isEqualTo(404);
  }

  @Test
  void wrongKeysAreToldToStayAwayAndARightOneIsTakenAllTheSame() {
    String address = "203.0.113.50";
    String wrong = "tg_" + "A".repeat(43);
    assertThat(statuses(() -> list(wrong, address))).containsOnly(401);

    HttpResponse<String> limited = list(wrong, address);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new JsonObject(limited.body()).getString("type"))
        .isEqualTo("urn:tillgram:problem:too-many-failures");
    assertThat(limited.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
    assertThat(list("no key at all", address).statusCode()).isEqualTo(429);
    assertThat(list("tg_" + "B".repeat(43), address).statusCode()).isEqualTo(429);

    assertThat(list(till.apiKey(), address).statusCode()).isEqualTo(200);
    assertThat(list(wrong, "203.0.113.51").statusCode()).isEqualTo(401);
    assertThat(service.log().lines().filter(line -> line.contains("from " + address + " ")))
        .as("one line, however many failures")
        .hasSize(1);
    assertThat(HTTP.get(service.managementRoot() + "/q/metrics").body().lines())
        .anyMatch(
            line ->
                line.matches(
                    "tillgram_authentication_failures_total\\{.*limited.*api_key.*} [3-9].*"));
  }

  @Test
  void aFloodOfStrangersCostsTheDatabaseLittle() throws Exception {
    String address = "149.154.160.20";
    Thread.sleep(LATE_STATISTICS.toMillis());
    list("tg_" + name(43), address);
    IntStream.range(0, LIMIT).forEach(i -> list("tg_" + name(43), address));
    long before = transactions();
    long begun = System.nanoTime();

    flood(() -> knock(name(43), address), 429, 401);
    flood(() -> bot(name(22), address), 429, 404);
    flood(() -> list("tg_" + name(43), address), 429);

    Thread.sleep(STATISTICS.toMillis());
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(transactions() - before)
        .as("transactions in %s, for %s strangers", taken, 3 * FLOOD)
        .isLessThan(taken.toMillis() * MOST_TRANSACTIONS_PER_SECOND / 1000);
  }

  private static void flood(Supplier<HttpResponse<String>> call, Integer... statuses)
      throws Exception {
    Callable<Integer> one = () -> call.get().statusCode();
    ExecutorService callers = Executors.newFixedThreadPool(32);
    try {
      for (Future<Integer> answer : callers.invokeAll(Collections.nCopies(FLOOD, one))) {
        assertThat(answer.get()).isIn((Object[]) statuses);
      }
    } finally {
      callers.shutdown();
    }
  }

  /** Of everybody, the service's own work included. */
  private static long transactions() {
    return installation
        .database()
        .number("SELECT sum(xact_commit + xact_rollback)::bigint FROM pg_stat_database");
  }

  private static String name(int length) {
    byte[] bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes).substring(0, length);
  }

  private static List<Integer> statuses(Supplier<HttpResponse<String>> call) {
    return IntStream.range(0, LIMIT).mapToObj(i -> call.get().statusCode()).toList();
  }

  private static HttpResponse<String> knock(String secret, String forwardedFor) {
    return HTTP.post(till.webhook(), UPDATE, SECRET, secret, FORWARDED, forwardedFor);
  }

  private static HttpResponse<String> unknownBot(String address) {
    return bot("A".repeat(22), address);
  }

  private static HttpResponse<String> bot(String key, String address) {
    return HTTP.post(
        service.root() + "/telegram/webhook/" + key, UPDATE, SECRET, "wrong", FORWARDED, address);
  }

  private static HttpResponse<String> list(String key, String address) {
    return HTTP.get(
        service.root() + "/api/v1/bots", "Authorization", "Bearer " + key, FORWARDED, address);
  }
}

package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
  private static SandboxServer server;

  @BeforeAll
  static void start() {
    server = new SandboxServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/html",
    "/, text/html",
    "/chat.css, text/css",
    "/chat.js, text/javascript",
    "/places.js, text/javascript",
    "/composing.js, text/javascript",
    "/desk.js, text/javascript",
    "/apay/pay, text/html",
    "/apay.js, text/javascript",
    "/apay.css, text/css"
  })
  void servesThePage(String path, String type) {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(response.body()).doesNotContain("https://", "http://");
  }

  @Test
  void servesCurrenciesInTelegramsShape() {
    JsonNode currencies = server.body(server.get("/currencies.json"));

    assertThat(currencies).hasSize(84);
    assertThat(currencies.path("USD").path("min_amount").isTextual()).isTrue();
    assertThat(currencies.path("USD").path("max_amount").isNumber()).isTrue();
    assertThat(currencies.path("JPY").path("exp").asInt()).isZero();
  }
}

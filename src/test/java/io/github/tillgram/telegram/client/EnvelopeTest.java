package io.github.tillgram.telegram.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tillgram.telegram.api.User;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

  private static final String HTML =
      "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";

  @Test
  void theResultIsTakenOutOfTheEnvelope() {
    User user =
        Envelope.unwrap(
            200, "{\"ok\":true,\"result\":{\"id\":7,\"is_bot\":true,\"new\":1}}", User.class);

    assertThat(user.id()).isEqualTo(7);
  }

  @Test
  void trueIsAResultToo() {
    assertThat(
            Envelope.unwrap(
                200,
                "{\"ok\":true,\"result\":true,\"description\":\"Webhook was set\"}",
                Boolean.class))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | Bad Request: PAYMENT_PROVIDER_INVALID",
        "401 | Unauthorized: invalid token specified",
        "403 | Forbidden: bot was blocked by the user",
        "404 | Not Found: method not found",
        "409 | Conflict: terminated by other setWebhook",
        "413 | Request Entity Too Large",
        "421 | Misdirected Request"
      })
  void aRefusalIsFinalAndKeepsTelegramsWords(int code, String description) {
    BotApiFailure.Refused refused =
        failure(code, error(code, description), BotApiFailure.Refused.class);

    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused).hasMessage(description);
    assertThat(refused.migrateToChatId()).isEmpty();
    assertThat(refused.outcome()).isEqualTo("refused");
  }

  @Test
  void aGroupThatBecameASupergroupTellsItsNewId() {
    BotApiFailure.Refused refused =
        failure(
            400,
            "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded"
                + " to a supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-1002217745120}}",
            BotApiFailure.Refused.class);

    assertThat(refused.migrateToChatId()).hasValue(-1_002_217_745_120L);
  }

  @Test
  void tooManyRequestsSaysHowLongToWait() {
    BotApiFailure.RateLimited limited =
        failure(
            429,
            "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 17\","
                + "\"parameters\":{\"retry_after\":17}}",
            BotApiFailure.RateLimited.class);

    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(17));
    assertThat(limited.outcome()).isEqualTo("rate_limited");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\"}",
        "{\"ok\":false,\"error_code\":429,\"parameters\":{}}",
        "<html>429</html>",
        ""
      })
  void tooManyRequestsWithoutATimeWaitsASecond(String body) {
    assertThat(failure(429, body, BotApiFailure.RateLimited.class).retryAfter())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void anErrorOfTheServerLeavesTheOutcomeOpen(int code) {
    BotApiFailure.Unanswered unanswered =
        failure(
            code, error(code, "Internal Server Error: restart"), BotApiFailure.Unanswered.class);

    assertThat(unanswered).hasMessage("Internal Server Error: restart");
    assertThat(unanswered.outcome()).isEqualTo("unanswered");
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504, 200})
  void htmlOfAGatewayLeavesTheOutcomeOpenAndIsNotRepeated(int status) {
    assertThat(failure(status, HTML, BotApiFailure.Unanswered.class))
        .hasMessage("HTTP " + status + " without JSON");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"ok\"",
        "{}",
        "{\"ok\":null}",
        "{\"ok\":\"true\",\"result\":{\"id\":7}}",
        "{\"ok\":true}",
        "{\"ok\":true,\"result\":null}",
        "{\"ok\":true,\"result\":[]}",
        "{\"ok\":true,\"result\":{\"is_bot\":true}}",
        "{\"ok\":true,\"result\":{\"id\":7.5}}",
        "{\"ok\":true,\"result\":{\"id\":7}} trailing"
      })
  void anAnswerThatCannotBeReadLeavesTheOutcomeOpen(String body) {
    failure(200, body, BotApiFailure.Unanswered.class);
  }

  @Test
  void anErrorWithoutCodeAndTextIsJudgedByItsStatus() {
    BotApiFailure.Refused refused = failure(403, "{\"ok\":false}", BotApiFailure.Refused.class);

    assertThat(refused.code()).isEqualTo(403);
    assertThat(refused).hasMessage("error 403");
    failure(500, "{\"ok\":false}", BotApiFailure.Unanswered.class);
  }

  private static String error(int code, String description) {
    return "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"}".formatted(code, description);
  }

  private static <F extends BotApiFailure> F failure(int status, String body, Class<F> type) {
    F failure = catchThrowableOfType(type, () -> Envelope.unwrap(status, body, User.class));
    assertThat(failure).as(body).isNotNull();
    return failure;
  }
}

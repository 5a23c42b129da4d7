package io.github.tillgram.telegram.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolledUpdatesTest {

  @Test
  void anUpdateIsKeptToTheLetter() {
    String update =
        "{ \"update_id\" : 7,\n \"message\":{\"text\":\"caf\\u00e9 \u20b9\",\"n\":12.50}}";

    assertThat(PolledUpdates.of(200, "{\"ok\":true,\"result\":[" + update + " ]}"))
        .extracting(PolledUpdate::id, PolledUpdate::body)
        .containsExactly(tuple(7L, update));
  }

  @Test
  void thereMayBeManyAndNone() {
    StringBuilder many = new StringBuilder("{\"result\":[");
    for (int id = 1; id <= 100; id++) {
      many.append(id == 1 ? "" : ",")
          .append("{\"message\":{\"update_id\":5,\"text\":\"")
          .append("x".repeat(2_000))
          .append("\"},\"update_id\":")
          .append(id)
          .append('}');
    }

    assertThat(PolledUpdates.of(200, many + "],\"ok\":true}"))
        .hasSize(100)
        .allSatisfy(
            update ->
                assertThat(update.body())
                    .startsWith("{\"message\"")
                    .endsWith("\"update_id\":" + update.id() + "}"));
    assertThat(PolledUpdates.of(200, "{\"ok\":true,\"result\":[]}")).isEmpty();
  }

  /** A member that stands there twice makes an update unreadable, and no other. */
  @Test
  void aDamagedUpdateDoesNotHideTheOthers() {
    String damaged = "{\"update_id\":1,\"message\":{},\"message\":{}}";
    String whole = "{\"update_id\":2,\"message\":{}}";
    String without = "{\"update_id\":\"3\",\"message\":{}}";

    assertThat(
            PolledUpdates.of(
                200, "{\"ok\":true,\"result\":[" + damaged + "," + without + "," + whole + "]}"))
        .extracting(PolledUpdate::body)
        .containsExactly(damaged, whole);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Bad Gateway</html>",
        "[]",
        "{\"ok\":true}",
        "{\"ok\":true,\"result\":{}}",
        "{\"ok\":true,\"result\":[1]}",
        "{\"ok\":true,\"result\":[{\"update_id\":1}",
        "{\"ok\":true,\"result\":[{\"update_id\":99999999999999999999}]}"
      })
  void whatIsNotAListOfUpdatesIsNoAnswer(String answer) {
    assertThatThrownBy(() -> PolledUpdates.of(200, answer))
        .isInstanceOf(BotApiFailure.Unanswered.class);
  }

  @Test
  void failuresAreThoseOfEveryCall() {
    assertThatThrownBy(
            () ->
                PolledUpdates.of(
                    409,
                    "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: terminated by"
                        + " other getUpdates request\"}"))
        .isInstanceOfSatisfying(
            BotApiFailure.Refused.class, refused -> assertThat(refused.code()).isEqualTo(409));
    assertThatThrownBy(
            () ->
                PolledUpdates.of(
                    429,
                    "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\","
                        + "\"parameters\":{\"retry_after\":4}}"))
        .isInstanceOfSatisfying(
            BotApiFailure.RateLimited.class,
            limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(4)));
    assertThatThrownBy(() -> PolledUpdates.of(502, "<html>Bad Gateway</html>"))
        .isInstanceOf(BotApiFailure.Unanswered.class);
  }
}

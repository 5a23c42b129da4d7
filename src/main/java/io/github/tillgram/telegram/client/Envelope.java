package io.github.tillgram.telegram.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;

/** What every answer of the Bot API is wrapped in. */
@RegisterForReflection
record Envelope(
    @JsonProperty(required = true) boolean ok,
    JsonNode result,
    @JsonProperty("error_code") Integer errorCode,
    String description,
    Parameters parameters) {

  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

  @RegisterForReflection
  record Parameters(
      @JsonProperty("retry_after") Long retryAfter,
      @JsonProperty("migrate_to_chat_id") Long migrateToChatId) {}

  /**
   * The result of a call.
   *
   * @throws BotApiFailure for everything but {@code "ok": true}
   */
  static <T> T unwrap(int status, String body, Class<T> type) {
    Envelope envelope = parse(status, body);
    if (!envelope.ok()) {
      throw envelope.failure(status);
    }
    try {
      T result = TelegramJson.read(envelope.result(), type);
      if (result != null) {
        return result;
      }
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      // said below, like a result that is missing
    }
    throw new BotApiFailure.Unanswered("the result has an unexpected form");
  }

  private static Envelope parse(int status, String body) {
    try {
      Envelope envelope = TelegramJson.read(body == null ? "" : body, Envelope.class);
      if (envelope != null) {
        return envelope;
      }
    } catch (JsonProcessingException notJson) {
      // handled below: whatever stands in front of Telegram answered, not Telegram
    }
    if (status == 429) {
      throw new BotApiFailure.RateLimited(DEFAULT_RETRY_AFTER, "HTTP 429 without JSON");
    }
    throw new BotApiFailure.Unanswered("HTTP " + status + " without JSON");
  }

  private BotApiFailure failure(int status) {
    int code = errorCode == null ? status : errorCode;
    String reason = description == null ? "error " + code : description;
    if (code == 429) {
      return new BotApiFailure.RateLimited(retryAfter(), reason);
    }
    if (code >= 500) {
      return new BotApiFailure.Unanswered(reason);
    }
    return new BotApiFailure.Refused(
        code, reason, parameters == null ? null : parameters.migrateToChatId());
  }

  private Duration retryAfter() {
    return parameters == null || parameters.retryAfter() == null
        ? DEFAULT_RETRY_AFTER
        : Duration.ofSeconds(parameters.retryAfter());
  }
}

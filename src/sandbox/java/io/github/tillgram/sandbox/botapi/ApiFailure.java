package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Json;

/** An error of the Bot API, with the words the real server uses. */
public final class ApiFailure extends RuntimeException {
  private final int code;
  private final long retryAfter;
  private final long migrateToChatId;

  private ApiFailure(int code, String description, long retryAfter) {
    this(code, description, retryAfter, 0);
  }

  private ApiFailure(int code, String description, long retryAfter, long migrateToChatId) {
    super(description, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
    this.migrateToChatId = migrateToChatId;
  }

  public static ApiFailure badRequest(String text) {
    return new ApiFailure(400, "Bad Request: " + text, 0);
  }

  static ApiFailure required(String parameter) {
    return badRequest("parameter \"" + parameter + "\" is required");
  }

  static ApiFailure tooOld() {
    return badRequest("query is too old and response timeout expired or query ID is invalid");
  }

  /** The group has become a supergroup, which has another id. */
  static ApiFailure migrated(long supergroup) {
    return new ApiFailure(
        400, "Bad Request: group chat was upgraded to a supergroup chat", 0, supergroup);
  }

  static ApiFailure unauthorized() {
    return new ApiFailure(401, "Unauthorized", 0);
  }

  static ApiFailure invalidToken() {
    return new ApiFailure(401, "Unauthorized: invalid token specified", 0);
  }

  static ApiFailure forbidden(String text) {
    return new ApiFailure(403, "Forbidden: " + text, 0);
  }

  static ApiFailure notFound() {
    return new ApiFailure(404, "Not Found", 0);
  }

  static ApiFailure methodNotFound() {
    return new ApiFailure(404, "Not Found: method not found", 0);
  }

  static ApiFailure conflict(String text) {
    return new ApiFailure(409, "Conflict: " + text, 0);
  }

  static ApiFailure tooLarge() {
    return new ApiFailure(413, "Request Entity Too Large", 0);
  }

  static ApiFailure tooManyRequests(long retryAfter) {
    return new ApiFailure(429, "Too Many Requests: retry after " + retryAfter, retryAfter);
  }

  static ApiFailure internal(String text) {
    return new ApiFailure(500, "Internal Server Error: " + text, 0);
  }

  int code() {
    return code;
  }

  /** Seconds, or 0. */
  long retryAfter() {
    return retryAfter;
  }

  ObjectNode wire() {
    ObjectNode body =
        Json.object().put("ok", false).put("error_code", code).put("description", getMessage());
    if (retryAfter > 0) {
      body.putObject("parameters").put("retry_after", retryAfter);
    }
    if (migrateToChatId != 0) {
      body.putObject("parameters").put("migrate_to_chat_id", migrateToChatId);
    }
    return body;
  }
}

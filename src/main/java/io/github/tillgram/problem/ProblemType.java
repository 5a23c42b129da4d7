package io.github.tillgram.problem;

import java.net.URI;
import java.util.Locale;

/** The kinds of problem our API reports. The name is part of {@code type} and never changes. */
public enum ProblemType {
  MALFORMED_JSON(
      400,
      "The body is not JSON",
      "Send one well-formed JSON object; detail says where reading ended."),
  UNAUTHORIZED(
      401, "An API key is required", "Send a valid key as: Authorization: Bearer <api key>."),
  FORBIDDEN(
      403,
      "This key may not do that",
      "Use a key with the scope that detail names, or the operator's."),
  NOT_FOUND(
      404,
      "There is no such thing",
      "Correct the id. What is another merchant's does not exist for you."),
  METHOD_NOT_ALLOWED(
      405,
      "This address does not take that method",
      "Use a method that /q/openapi lists for the address."),
  NOT_ACCEPTABLE(
      406, "The answer is JSON", "Accept application/json and application/problem+json."),
  CONFLICT(
      409, "The state does not allow it", "Read what it is now; detail says what is in the way."),
  REQUEST_UNDER_WAY(
      409,
      "The first request with this key is under way",
      "Send the same request again after Retry-After seconds."),
  TOO_LARGE(413, "The body is too large", "Send at most 1 MiB at once."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body must be application/json",
      "Send Content-Type: application/json, or multipart/form-data where files are sent."),
  INVALID_INPUT(
      422,
      "The input is not valid",
      "Correct what errors names: fields of the body, parameters or headers."),
  TOO_MANY_FAILURES(
      429,
      "Too many keys were wrong",
      "Correct the key; a valid one is taken at any time. Others wait for Retry-After seconds."),
  REQUEST_REFUSED(
      400,
      "The request was refused",
      "Correct the form of the request; HTTP libraries do that by themselves."),
  TELEGRAM_REFUSED(
      422,
      "Telegram refused",
      "Do what detail says in Telegram's words; sending it again as it is changes nothing."),
  TELEGRAM_UNAVAILABLE(
      502, "Telegram did not answer", "Try again later; it may have been done all the same."),
  APAY_REFUSED(
      422,
      "A-Pay refused",
      "Do what detail says in A-Pay's words; sending it again as it is changes nothing."),
  APAY_UNAVAILABLE(
      502, "A-Pay did not answer", "Try again later; it may have been done all the same."),
  DATABASE_UNAVAILABLE(
      503,
      "The database does not answer",
      "Try again after Retry-After seconds, with the same Idempotency-Key; it may have been done all"
          + " the same."),
  INTERNAL_ERROR(
      500,
      "Something went wrong on our side",
      "Try again later, with the same Idempotency-Key; the operator's log tells more.");

  private final int status;
  private final String title;
  private final String advice;

  ProblemType(int status, String title, String advice) {
    this.status = status;
    this.title = title;
    this.advice = advice;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** How to mend it, whatever it was this time. */
  public String advice() {
    return advice;
  }

  /** Whether it goes away by itself. */
  public boolean passes() {
    return switch (this) {
      case REQUEST_UNDER_WAY,
          TOO_MANY_FAILURES,
          TELEGRAM_UNAVAILABLE,
          APAY_UNAVAILABLE,
          DATABASE_UNAVAILABLE ->
          true;
      default -> false;
    };
  }

  /** A stable name for programs; it need not lead anywhere. */
  public URI uri() {
    return URI.create("urn:tillgram:problem:" + slug());
  }

  /** The last part of {@link #uri}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The type for a status that a framework chose. */
  static ProblemType ofStatus(int status) {
    for (ProblemType type : values()) {
      if (type.status == status && type != MALFORMED_JSON && type != TELEGRAM_REFUSED) {
        return type;
      }
    }
    return status >= 500 ? INTERNAL_ERROR : REQUEST_REFUSED;
  }
}

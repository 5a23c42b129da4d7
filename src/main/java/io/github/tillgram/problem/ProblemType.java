package io.github.tillgram.problem;

import java.net.URI;
import java.util.Locale;

/** The kinds of problem our API reports. The name is part of {@code type} and never changes. */
public enum ProblemType {
  MALFORMED_JSON(400, "The body is not JSON"),
  UNAUTHORIZED(401, "An API key is required"),
  FORBIDDEN(403, "This key may not do that"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This address does not take that method"),
  NOT_ACCEPTABLE(406, "The answer is JSON"),
  CONFLICT(409, "The state does not allow it"),
  REQUEST_UNDER_WAY(409, "The first request with this key is under way"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
  INVALID_INPUT(422, "The input is not valid"),
  TOO_MANY_FAILURES(429, "Too many keys were wrong"),
  REQUEST_REFUSED(400, "The request was refused"),
  TELEGRAM_REFUSED(422, "Telegram refused"),
  TELEGRAM_UNAVAILABLE(502, "Telegram did not answer"),
  APAY_REFUSED(422, "A-Pay refused"),
  APAY_UNAVAILABLE(502, "A-Pay did not answer"),
  DATABASE_UNAVAILABLE(503, "The database does not answer"),
  INTERNAL_ERROR(500, "Something went wrong on our side");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** A stable name for programs; it need not lead anywhere. */
  public URI uri() {
    return URI.create("urn:tillgram:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
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

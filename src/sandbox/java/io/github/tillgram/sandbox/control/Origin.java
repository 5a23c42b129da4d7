package io.github.tillgram.sandbox.control;

import io.vertx.core.http.HttpServerRequest;

/** Scheme and host as the caller sees them, a proxy's word about the scheme included. */
public final class Origin {
  private Origin() {}

  public static String of(HttpServerRequest request) {
    String forwarded = request.getHeader("X-Forwarded-Proto");
    String scheme = forwarded == null ? request.scheme() : forwarded;
    return scheme + "://" + request.authority();
  }
}

package io.github.tillgram.sandbox.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A bot's answer, or that none came in time.
 *
 * @param text the reason of a refusal, or the notice after a pressed button
 * @param found what an inline query found; null for other queries
 */
public record QueryAnswer(
    Kind kind, String text, boolean alert, List<ShippingOption> options, ObjectNode found) {

  public QueryAnswer(Kind kind, String text, boolean alert, List<ShippingOption> options) {
    this(kind, text, alert, options, null);
  }

  /** How it went. */
  public enum Kind {
    APPROVED,
    REFUSED,
    TIMEOUT
  }

  public static QueryAnswer approved() {
    return new QueryAnswer(Kind.APPROVED, "", false, List.of());
  }

  public static QueryAnswer offered(List<ShippingOption> options) {
    return new QueryAnswer(Kind.APPROVED, "", false, options);
  }

  public static QueryAnswer found(ObjectNode results) {
    return new QueryAnswer(Kind.APPROVED, "", false, List.of(), results);
  }

  public static QueryAnswer refused(String text) {
    return new QueryAnswer(Kind.REFUSED, text, false, List.of());
  }

  public static QueryAnswer timeout() {
    return new QueryAnswer(Kind.TIMEOUT, "", false, List.of());
  }
}

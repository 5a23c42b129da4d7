package io.github.tillgram.apay.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer of A-Pay, judged by its member {@code success}: an error comes under HTTP 400 as well
 * as under 200. Members may be added at any time, and their order means nothing.
 */
final class Answer {

  private static final int MAX_DEPTH = 50;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST_MESSAGE = 500;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode root;
  private final String text;

  private Answer(JsonNode root, String text) {
    this.root = root;
    this.text = text;
  }

  /**
   * The answer of a call that did what it was asked.
   *
   * @throws ApayFailure for every other
   */
  static Answer of(int status, String body) {
    if (status == TOO_MANY_REQUESTS) {
      throw new ApayFailure.NotNow("too many requests");
    }
    JsonNode root = parse(status, body);
    JsonNode success = root.path("success");
    if (!success.isBoolean() || status >= SERVER_ERROR) {
      throw new ApayFailure.Unanswered("HTTP " + status + " without an answer");
    }
    if (!success.booleanValue()) {
      throw new ApayFailure.Refused(message(root));
    }
    return new Answer(root, body);
  }

  private static JsonNode parse(int status, String body) {
    try {
      return MAPPER.readTree(body == null ? "" : body);
    } catch (JsonProcessingException notJson) {
      throw new ApayFailure.Unanswered("HTTP " + status + " without JSON");
    }
  }

  private static String message(JsonNode root) {
    String message = root.path("message").asText("");
    if (message.isEmpty()) {
      return "refused without a reason";
    }
    return message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
  }

  /** The very characters of it. */
  String text() {
    return text;
  }

  /** A member that must be a text. */
  String required(String name) {
    return optional(name)
        .orElseThrow(() -> new ApayFailure.Unanswered("the answer has no " + name));
  }

  /** A member that may be missing or null. */
  Optional<String> optional(String name) {
    return text(root, name);
  }

  BigDecimal requiredNumber(String name) {
    return number(root, name)
        .orElseThrow(() -> new ApayFailure.Unanswered("the answer has no " + name));
  }

  /** Seconds since 1970, if they are such. */
  Optional<Long> seconds(String name) {
    JsonNode value = root.path(name);
    return value.canConvertToExactIntegral() && value.canConvertToLong()
        ? Optional.of(value.longValue())
        : Optional.empty();
  }

  List<PaymentSystem> paymentSystems() {
    List<PaymentSystem> systems = new ArrayList<>();
    for (JsonNode system : root.path("payment_systems")) {
      paymentSystem(system).ifPresent(systems::add);
    }
    return systems;
  }

  /** What A-Pay adds to its list and we cannot read is no way to pay. */
  private static Optional<PaymentSystem> paymentSystem(JsonNode node) {
    Optional<String> name = text(node, "name");
    Optional<String> currency = text(node, "currency");
    if (name.isEmpty() || currency.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PaymentSystem(
            name.get(),
            currency.get(),
            node.path("deposit").asBoolean(true),
            number(node, "min_deposit"),
            number(node, "max_deposit")));
  }

  private static Optional<String> text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /** A-Pay writes numbers as numbers and as texts. */
  private static Optional<BigDecimal> number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isNumber()) {
      return Optional.of(value.decimalValue());
    }
    try {
      return text(node, name).map(BigDecimal::new);
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }
}

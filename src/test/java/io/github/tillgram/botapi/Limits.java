package io.github.tillgram.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limits of values. One that is not understood stops the check, so that none is passed over.
 */
final class Limits {

  private static final String SHORT_PERIOD = " (fine on the test servers)";
  private static final Set<Long> SHORT_PERIODS = Set.of(60L, 300L);
  private static final long IDS_END = 1L << 52;

  /** Said to the reader of the reference, not to a sender. */
  private static final Set<String> NOTES =
      Set.of(
          "default",
          "unit",
          "jsonSerializedWhenFormEncoded",
          "countedAfterEntitiesParsing",
          "ignoredForXTR",
          "requiredIf",
          "requiredUnless");

  private final BotApiExtract api;

  Limits(BotApiExtract api) {
    this.api = api;
  }

  static boolean isShortPeriod(String violation) {
    return violation.endsWith(SHORT_PERIOD);
  }

  /** Whether a parameter must be there, as another has a certain value or is not there. */
  boolean isRequired(JsonNode limits, JsonNode siblings) {
    JsonNode condition = limits.path("requiredIf");
    for (Map.Entry<String, JsonNode> other : condition.properties()) {
      if (other.getValue().equals(siblings.get(other.getKey()))) {
        return true;
      }
    }
    JsonNode alternatives = limits.path("requiredUnless");
    boolean replaced = alternatives.isMissingNode();
    for (JsonNode other : alternatives) {
      replaced |= siblings.has(other.textValue());
    }
    return !replaced;
  }

  void check(String path, JsonNode value, JsonNode type, JsonNode siblings, List<String> found) {
    for (Map.Entry<String, JsonNode> limit : type.path("limits").properties()) {
      if (!NOTES.contains(limit.getKey())
          && !isKept(limit.getKey(), limit.getValue(), value, siblings)) {
        found.add(violation(path, limit, value));
      }
    }
    if (type.path("items").path("$ref").asText().endsWith("/LabeledPrice")) {
      prices(path, value, found);
    }
    if (path.endsWith(".max_tip_amount") && !isWithin(api.serverCheck("max_tip_amount"), value)) {
      found.add(path + " is out of range");
    }
  }

  private static String violation(String path, Map.Entry<String, JsonNode> limit, JsonNode value) {
    String text = path + " breaks " + limit.getKey() + " " + limit.getValue();
    boolean shortPeriod =
        path.endsWith(".subscription_period") && SHORT_PERIODS.contains(value.asLong());
    return shortPeriod ? text + SHORT_PERIOD : text;
  }

  private boolean isKept(String limit, JsonNode bound, JsonNode value, JsonNode siblings) {
    boolean stars = siblings.path("currency").asText().equals("XTR");
    return switch (limit) {
      case "minLength" -> length(value) >= bound.asInt();
      case "maxLength" -> length(value) <= bound.asInt();
      case "minBytes" -> bytes(value) >= bound.asInt();
      case "maxBytes" -> bytes(value) <= bound.asInt();
      case "minimum" -> value.asLong() >= bound.asLong();
      case "maximum" -> value.asLong() <= bound.asLong();
      case "maxItems" -> !value.isArray() || value.size() <= bound.asInt();
      case "pattern" -> value.asText().matches(bound.asText());
      case "const" -> value.asText().equals(bound.asText());
      case "knownValues" -> contains(bound, value);
      case "significantBits" -> Math.abs(value.asLong()) < IDS_END;
      case "format" -> isOfFormat(bound.asText(), value.asText());
      case "strictlyIncreasing" -> isIncreasing(value);
      case "itemsExclusiveMinimum" -> all(value, Long.MAX_VALUE, bound.asLong() + 1);
      case "itemsMaximumField" -> all(value, siblings.path(bound.asText()).asLong(), 0);
      case "emptyForXTR" -> !stars || value.asText().isEmpty();
      case "exactItemsForXTR" -> !stars || value.size() == bound.asInt();
      case "notSupportedForXTR" -> !stars || value.asLong() == 0;
      case "maxPriceForXTR" -> stars && sum(siblings.path("prices")) <= bound.asLong();
      default -> throw new IllegalStateException("The extract has a limit " + limit);
    };
  }

  private boolean isOfFormat(String format, String text) {
    return switch (format) {
      case "ISO 4217 alpha-3 or XTR" -> api.isCurrency(text);
      case "ISO 3166-1 alpha-2" -> text.matches("[A-Z]{2}");
      case "unix-seconds" -> text.matches("[0-9]{1,11}");
      default -> throw new IllegalStateException("The extract has a format " + format);
    };
  }

  /** The server's own checks, which the reference does not print. */
  private void prices(String path, JsonNode prices, List<String> found) {
    JsonNode rules = api.serverCheck("prices");
    long sum = sum(prices);
    if (prices.size() < rules.path("minItems").asInt()) {
      found.add(path + " is empty");
    } else if (sum <= rules.path("sumExclusiveMinimum").asLong()
        || sum > rules.path("sumMaximum").asLong()) {
      found.add(path + " sums to " + sum);
    }
    for (JsonNode price : prices) {
      boolean priced =
          isWithin(api.serverCheck("labeledPrice").path("amount"), price.path("amount"));
      if (price.path("label").asText().isEmpty() || !priced) {
        found.add(path + " has a part without label or out of range");
      }
    }
  }

  private static boolean isWithin(JsonNode range, JsonNode value) {
    return value.asLong() >= range.path("minimum").asLong()
        && value.asLong() <= range.path("maximum").asLong();
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    boolean found = false;
    for (JsonNode known : list) {
      found |= known.equals(value);
    }
    return found;
  }

  private static boolean isIncreasing(JsonNode list) {
    boolean increasing = true;
    for (int i = 1; i < list.size(); i++) {
      increasing &= list.get(i).asLong() > list.get(i - 1).asLong();
    }
    return increasing;
  }

  private static boolean all(JsonNode list, long most, long least) {
    boolean within = true;
    for (JsonNode item : list) {
      within &= item.asLong() <= most && item.asLong() >= least;
    }
    return within;
  }

  private static long sum(JsonNode prices) {
    long sum = 0;
    for (JsonNode price : prices) {
      sum += price.path("amount").asLong();
    }
    return sum;
  }

  private static int length(JsonNode text) {
    return text.asText().codePointCount(0, text.asText().length());
  }

  private static int bytes(JsonNode text) {
    return text.asText().getBytes(StandardCharsets.UTF_8).length;
  }
}

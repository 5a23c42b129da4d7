package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.world.PricePart;
import java.util.ArrayList;
import java.util.List;

/** Labelled prices, first read, then added up: the server does the two at different times. */
final class PriceList {
  static final long LARGEST = 999_999_999_999L;

  private PriceList() {}

  static List<PricePart> of(Arguments arguments) {
    arguments.required("prices");
    JsonNode prices =
        arguments
            .json("prices", "can't parse prices JSON object")
            .orElseThrow(() -> ApiFailure.badRequest("expected an Array of labeled prices"));
    return of(prices, "");
  }

  static List<PricePart> of(JsonNode prices, String prefix) {
    if (!prices.isArray()) {
      throw ApiFailure.badRequest(first(prefix, "Expected an Array of labeled prices"));
    }
    if (prices.isEmpty()) {
      throw ApiFailure.badRequest(first(prefix, "There must be at least one price"));
    }
    List<PricePart> parts = new ArrayList<>();
    prices.forEach(price -> parts.add(part(price, prefix)));
    return List.copyOf(parts);
  }

  /** A part may be negative (a discount), the sum may not. */
  static long sum(List<PricePart> parts) {
    long sum = 0;
    for (PricePart part : parts) {
      if (part.amount() > LARGEST || part.amount() < -LARGEST) {
        throw ApiFailure.badRequest("too big amount of the currency specified");
      }
      sum += part.amount();
    }
    if (sum <= 0) {
      throw ApiFailure.badRequest("total price must be positive");
    }
    if (sum > LARGEST) {
      throw ApiFailure.badRequest("total price is too big");
    }
    return sum;
  }

  private static PricePart part(JsonNode price, String prefix) {
    String complaint = first(prefix, "Can't parse labeled price: ");
    if (!price.isObject()) {
      throw ApiFailure.badRequest(complaint + "LabeledPrice must be an Object");
    }
    for (String field : List.of("label", "amount")) {
      if (!price.hasNonNull(field)) {
        throw ApiFailure.badRequest(complaint + "Can't find field \"" + field + "\"");
      }
    }
    if (price.path("label").asText().isEmpty()) {
      throw ApiFailure.badRequest(complaint + "LabeledPrice label must be non-empty");
    }
    long amount =
        Arguments.parse(price.path("amount").asText())
            .orElseThrow(
                () -> ApiFailure.badRequest(complaint + "Field \"amount\" must be a valid Number"));
    return new PricePart(price.path("label").asText(), amount);
  }

  /** The first letter of a description is lowered, further ones are not. */
  private static String first(String prefix, String text) {
    return prefix.isEmpty()
        ? Character.toLowerCase(text.charAt(0)) + text.substring(1)
        : prefix + text;
  }
}

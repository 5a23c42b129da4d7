package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.query.ShippingOption;
import io.github.tillgram.sandbox.world.PricePart;
import java.util.ArrayList;
import java.util.List;

/** The options of an answerShippingQuery. */
final class ShippingOptions {
  private ShippingOptions() {}

  static List<ShippingOption> of(Arguments arguments) {
    arguments.required("shipping_options");
    JsonNode options =
        arguments
            .json("shipping_options", "can't parse shipping options JSON object")
            .orElseThrow(() -> ApiFailure.badRequest("expected an Array of shipping options"));
    if (!options.isArray()) {
      throw ApiFailure.badRequest("expected an Array of shipping options");
    }
    if (options.isEmpty()) {
      throw ApiFailure.badRequest("there must be at least one shipping option");
    }
    List<ShippingOption> result = new ArrayList<>();
    options.forEach(option -> result.add(option(option)));
    return List.copyOf(result);
  }

  private static ShippingOption option(JsonNode option) {
    String complaint = "can't parse shipping option";
    if (!option.isObject()) {
      throw ApiFailure.badRequest(complaint + ": ShippingOption must be an Object");
    }
    String id = option.path("id").asText();
    if (id.isEmpty()) {
      throw ApiFailure.badRequest(complaint + ": ShippingOption identifier must be non-empty");
    }
    String title = option.path("title").asText();
    if (title.isEmpty()) {
      throw ApiFailure.badRequest(complaint + ": ShippingOption title must be non-empty");
    }
    List<PricePart> prices = PriceList.of(option.path("prices"), complaint + " prices: ");
    PriceList.sum(prices);
    return new ShippingOption(id, title, prices);
  }
}

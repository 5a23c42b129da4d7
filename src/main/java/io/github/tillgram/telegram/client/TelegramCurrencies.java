package io.github.tillgram.telegram.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.telegram.api.TelegramJson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Reads {@code currencies.json}. The official file writes limits as strings, except one that is a
 * number; an entry that cannot be read is left out rather than spoiling the others.
 */
@ApplicationScoped
public class TelegramCurrencies {

  /** Limits of one currency's total, in its smallest unit. */
  public record AmountLimits(long min, long max) {}

  private final CurrencyList list;

  TelegramCurrencies(@RestClient CurrencyList list) {
    this.list = list;
  }

  public Uni<Map<String, AmountLimits>> read() {
    return list.get().map(TelegramCurrencies::parse);
  }

  static Map<String, AmountLimits> parse(String json) {
    Map<String, AmountLimits> limits = new TreeMap<>();
    root(json)
        .properties()
        .forEach(entry -> limits(entry.getValue()).ifPresent(l -> limits.put(entry.getKey(), l)));
    if (limits.isEmpty()) {
      throw new IllegalArgumentException("the list of currencies holds no limits");
    }
    return limits;
  }

  private static JsonNode root(String json) {
    try {
      return TelegramJson.read(json, JsonNode.class);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("the list of currencies is not JSON");
    }
  }

  private static Optional<AmountLimits> limits(JsonNode currency) {
    try {
      long min = Long.parseLong(currency.path("min_amount").asText());
      long max = Long.parseLong(currency.path("max_amount").asText());
      return min > 0 && max >= min ? Optional.of(new AmountLimits(min, max)) : Optional.empty();
    } catch (NumberFormatException unreadable) {
      return Optional.empty();
    }
  }
}

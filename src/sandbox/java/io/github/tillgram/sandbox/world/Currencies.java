package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** The currencies payments may use, read from the file that the sandbox also serves. */
public final class Currencies {
  private static final String RESOURCE = "/sandbox/currencies.json";

  private final JsonNode byCode;

  private Currencies(JsonNode byCode) {
    this.byCode = byCode;
  }

  public static Currencies load() {
    try (InputStream file = Currencies.class.getResourceAsStream(RESOURCE)) {
      return new Currencies(Json.mapper().readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stars have no limits but that there is at least one. */
  public boolean allows(String code, long total) {
    if (code.equals("XTR")) {
      return total >= 1;
    }
    JsonNode currency = byCode.path(code);
    return currency.isObject()
        && total >= currency.path("min_amount").asLong()
        && total <= currency.path("max_amount").asLong();
  }

  /** For people: {@code 12.50 USD}, {@code 250 Stars}. */
  public String display(long amount, String code) {
    if (code.equals("XTR")) {
      return amount + (amount == 1 ? " Star" : " Stars");
    }
    int decimals = byCode.path(code).path("exp").asInt(2);
    return BigDecimal.valueOf(amount, decimals).toPlainString() + " " + code;
  }

  public int decimals(String code) {
    return code.equals("XTR") ? 0 : byCode.path(code).path("exp").asInt(2);
  }
}

package io.github.tillgram.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tillgram.event.PublishedEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an endpoint hears when its merchant wants to see whether it listens: the shape of the type
 * with values that are nobody's, and {@code example} beside them.
 */
final class ExampleEvents {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private ExampleEvents() {}

  static String body(String type) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("timestamp", "2026-01-01T00:00:00Z");
    body.put("version", PublishedEvent.VERSION);
    body.put("example", true);
    body.put("data", data(type));
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("our own values are always writable", impossible);
    }
  }

  private static Map<String, Object> data(String type) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (type.startsWith("invoice.") || type.startsWith("payment.") || type.startsWith("apay.")) {
      data.put(
          "invoice",
          Map.of(
              "id",
              NOBODY,
              "reference",
              "example",
              "rail",
              "TELEGRAM",
              "currency",
              "USD",
              "total",
              1250,
              "metadata",
              Map.of()));
    }
    if (type.startsWith("payment.") || type.equals("invoice.paid")) {
      data.put("paymentId", NOBODY);
      data.put("amount", 1250);
      data.put("currency", "USD");
      data.put("payerId", 1);
      data.put("telegramChargeId", "example");
    }
    return data;
  }
}

package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.world.Json;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads arguments from query string, form, multipart or JSON. A malformed JSON body is not
 * reported: the server goes on with what it had read before the fault.
 */
public final class ArgumentReader {
  private ArgumentReader() {}

  static Arguments read(RoutingContext context) {
    Map<String, String> values = new HashMap<>();
    addAll(values, context.queryParams());
    addAll(values, context.request().formAttributes());
    String type = context.request().getHeader("Content-Type");
    if (isJson(type) && context.body() != null && context.body().buffer() != null) {
      readJson(context.body().buffer().getBytes(), values);
    }
    return new Arguments(values);
  }

  /** Arguments in the response of a webhook; other types than JSON and form hold none. */
  public static Arguments read(String contentType, byte[] body) {
    Map<String, String> values = new HashMap<>();
    if (isJson(contentType)) {
      readJson(body, values);
    } else if (contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form")) {
      readForm(new String(body, StandardCharsets.UTF_8), values);
    }
    return new Arguments(values);
  }

  private static boolean isJson(String type) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  private static void addAll(Map<String, String> values, MultiMap more) {
    more.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
  }

  private static void readForm(String form, Map<String, String> values) {
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static void readJson(byte[] body, Map<String, String> values) {
    try (JsonParser parser = Json.mapper().createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        JsonNode value = parser.readValueAsTree();
        if (value != null && !value.isNull()) {
          values.put(name, value.isTextual() ? value.textValue() : value.toString());
        }
      }
    } catch (IOException e) {
      // The server keeps the arguments it has read so far and says nothing.
    }
  }
}

package io.github.tillgram.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compares requests with the extract. Stricter than Telegram, which ignores what it does not know:
 * a misspelled parameter is a fault of ours, and so is a value that would be clamped.
 */
public final class RequestCheck {

  private final BotApiExtract api;
  private final Limits limits;

  public RequestCheck(BotApiExtract api) {
    this.api = api;
    this.limits = new Limits(api);
  }

  /**
   * Everything that is wrong with a request, in words.
   *
   * @param testServers whether it goes to Telegram's test servers, where months last minutes
   */
  public List<String> violations(String method, JsonNode arguments, boolean testServers) {
    Optional<JsonNode> schema = api.method(method);
    if (schema.isEmpty()) {
      return List.of(method + " is not in the extract; describe it in beside-the-extract.json");
    }
    List<String> found = new ArrayList<>();
    if (arguments.isObject()) {
      fields(method, arguments, schema.get(), schema.get().path("parameters"), found);
    } else {
      found.add(method + ": the arguments are no object");
    }
    if (testServers) {
      found.removeIf(Limits::isShortPeriod);
    }
    return found;
  }

  private void fields(
      String path, JsonNode object, JsonNode schema, JsonNode properties, List<String> found) {
    schema
        .path("required")
        .forEach(
            name -> {
              if (!object.has(name.textValue())) {
                found.add(path + "." + name.textValue() + " is required");
              }
            });
    properties
        .fields()
        .forEachRemaining(
            property -> {
              String name = property.getKey();
              JsonNode limit = property.getValue().path("limits");
              if (!object.has(name) && limits.isRequired(limit, object)) {
                found.add(path + "." + name + " is required here");
              }
            });
    object
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode type = properties.path(field.getKey());
              String place = path + "." + field.getKey();
              if (type.isMissingNode()) {
                found.add(place + " is unknown");
              } else {
                value(place, field.getValue(), type, found);
                limits.check(place, field.getValue(), type, object, found);
              }
            });
  }

  private void value(String path, JsonNode value, JsonNode type, List<String> found) {
    Optional<String> object = BotApiExtract.referenced(type);
    if (object.isPresent()) {
      object(path, value, object.get(), found);
    } else if (type.has("anyOf")) {
      oneOf(path, value, type.path("anyOf"), found);
    } else if (!isOf(type.path("type").asText(), value)) {
      found.add(path + " is no " + type.path("type").asText());
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        value(path + "[" + i + "]", value.get(i), type.path("items"), found);
      }
    }
  }

  private void object(String path, JsonNode value, String name, List<String> found) {
    JsonNode schema = api.object(name);
    if (schema.has("oneOf")) {
      oneOf(path, value, schema.path("oneOf"), found);
    } else if (!schema.has("properties")) {
      found.add(path + ": " + name + " has no known fields; describe it beside the extract");
    } else if (!value.isObject()) {
      found.add(path + " is no " + name);
    } else {
      fields(path, value, schema, schema.path("properties"), found);
    }
  }

  /** The alternative that fits best tells what is wrong. */
  private void oneOf(String path, JsonNode value, JsonNode types, List<String> found) {
    Stream<List<String>> attempts =
        StreamSupport.stream(types.spliterator(), false)
            .map(
                type -> {
                  List<String> wrong = new ArrayList<>();
                  value(path, value, type, wrong);
                  return wrong;
                });
    found.addAll(attempts.min(Comparator.comparingInt(List::size)).orElseThrow());
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "integer" -> value.isIntegralNumber() && value.canConvertToLong();
      case "number" -> value.isNumber();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      default -> throw new IllegalStateException("The extract has a type " + type);
    };
  }
}

package io.github.tillgram.merchantapi.description;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the description does not say of the schemas of our own API, one line each. */
final class SchemaGaps {

  /** Amounts of money: what they are counted in must be said. */
  private static final Set<String> AMOUNTS =
      Set.of(
          "amount",
          "total",
          "max",
          "goods",
          "shipping",
          "tip",
          "held",
          "net",
          "minTotal",
          "maxTotal",
          "ourAmount",
          "theirAmount",
          "starCount",
          "underpaymentTolerance");

  private final JsonObject document;
  private final Map<String, JsonObject> asked = new LinkedHashMap<>();
  private final Map<String, JsonObject> answered = new LinkedHashMap<>();
  private final Set<String> gaps = new TreeSet<>();

  SchemaGaps(JsonObject document) {
    this.document = document;
    document
        .getJsonObject("paths")
        .forEach(
            path -> {
              if (path.getKey().startsWith("/api/v1/")) {
                ((JsonObject) path.getValue()).forEach(each -> collect(each.getValue()));
              }
            });
    asked.forEach((name, schema) -> look(name, schema, true));
    answered.forEach((name, schema) -> look(name, schema, false));
  }

  Set<String> all() {
    return gaps;
  }

  private void collect(Object operation) {
    if (operation instanceof JsonObject) {
      JsonObject described = (JsonObject) operation;
      follow(described.getJsonObject("requestBody"), asked);
      follow(described.getJsonObject("responses"), answered);
    }
  }

  private void follow(Object value, Map<String, JsonObject> into) {
    if (value instanceof JsonArray) {
      ((JsonArray) value).forEach(each -> follow(each, into));
    } else if (value instanceof JsonObject) {
      JsonObject object = (JsonObject) value;
      String ref = object.getValue("$ref") instanceof String ? object.getString("$ref") : "";
      String name = ref.replaceFirst(".*/", "");
      if (ref.startsWith("#/components/schemas/") && !into.containsKey(name)) {
        JsonObject schema =
            document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
        into.put(name, schema);
        follow(schema, into);
      }
      object.forEach(each -> follow(each.getValue(), into));
    }
  }

  private void look(String name, JsonObject schema, boolean sentToUs) {
    if (schema.containsKey("enum")) {
      require(says(schema), name + " lacks a description of its constants: EnumWords");
      return;
    }
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    schema
        .getJsonObject("properties", new JsonObject())
        .forEach(
            each -> {
              String where = name + "." + each.getKey();
              JsonObject field = (JsonObject) each.getValue();
              JsonObject resolved = Refs.resolve(document, field);
              boolean mayBeLeftOut = !required.contains(each.getKey());
              require(says(resolved), where + " lacks a description: @Schema(description)");
              if (!isNullable(field) && !(sentToUs && mayBeLeftOut)) {
                require(hasExample(resolved), where + " lacks an example: @Schema(example)");
              }
              if (sentToUs) {
                require(isBounded(resolved), where + " lacks limits: @Schema(maxLength …)");
              }
              if (AMOUNTS.contains(each.getKey()) && isCounted(resolved)) {
                require(
                    resolved.getString("description", "").matches("(?s).*(smallest unit|Stars).*"),
                    where + " does not say what it is counted in");
              }
              require(
                  !isInteger(resolved) || resolved.containsKey("format"),
                  where + " lacks a format");
            });
  }

  private static boolean isNullable(JsonObject field) {
    return field.getBoolean("nullable", false);
  }

  /** Whether it is plain what may stand there. */
  private static boolean hasExample(JsonObject field) {
    return !List.of("string", "integer").contains(field.getString("type", "object"))
        || Stream.of("example", "enum", "format")
            .filter(key -> !isInteger(field) || !key.equals("format"))
            .anyMatch(field::containsKey);
  }

  private static boolean isBounded(JsonObject field) {
    return switch (field.getString("type", "object")) {
      case "string" ->
          Stream.of("enum", "format", "maxLength", "pattern").anyMatch(field::containsKey);
      case "array" ->
          field.containsKey("maxItems")
              || field.getBoolean("uniqueItems", false)
              || field.getJsonObject("items").containsKey("$ref");
      default -> true;
    };
  }

  private static boolean isInteger(JsonObject field) {
    return "integer".equals(field.getString("type"));
  }

  private static boolean isCounted(JsonObject field) {
    return isInteger(field) || "number".equals(field.getString("type"));
  }

  private static boolean says(JsonObject schema) {
    return !schema.getString("description", "").isBlank();
  }

  private void require(boolean there, String gap) {
    if (!there) {
      gaps.add(gap);
    }
  }
}

package io.github.tillgram.merchantapi.description;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The description in words that the validator understands: what only says more about a schema
 * elsewhere, such as that it may be null, is replaced by that schema.
 */
final class ForValidator {

  private final JsonObject schemas;
  private final JsonObject document;

  ForValidator(JsonObject described) {
    this.document = described.copy();
    this.schemas = described.getJsonObject("components").getJsonObject("schemas");
  }

  JsonObject document() {
    return (JsonObject) unwrap(document);
  }

  private Object unwrap(Object value) {
    if (value instanceof JsonArray) {
      JsonArray unwrapped = new JsonArray();
      ((JsonArray) value).forEach(each -> unwrapped.add(unwrap(each)));
      return unwrapped;
    }
    if (!(value instanceof JsonObject)) {
      return value;
    }
    JsonObject object = (JsonObject) value;
    JsonObject unwrapped = wrapsOne(object) ? replaced(object) : new JsonObject();
    if (unwrapped.isEmpty()) {
      object.forEach(each -> unwrapped.put(each.getKey(), unwrap(each.getValue())));
    }
    return unwrapped;
  }

  private static boolean wrapsOne(JsonObject object) {
    return object.getValue("allOf") instanceof JsonArray
        && object.getJsonArray("allOf").size() == 1
        && object.getJsonArray("allOf").getJsonObject(0).containsKey("$ref");
  }

  private JsonObject replaced(JsonObject wrapper) {
    JsonObject pointer = wrapper.getJsonArray("allOf").getJsonObject(0);
    if (!wrapper.getBoolean("nullable", false)) {
      return pointer.copy();
    }
    JsonObject target =
        (JsonObject)
            unwrap(schemas.getJsonObject(pointer.getString("$ref").replaceFirst(".*/", "")).copy());
    if (target.containsKey("enum")) {
      target.getJsonArray("enum").addNull();
    }
    return target.put("nullable", true);
  }
}

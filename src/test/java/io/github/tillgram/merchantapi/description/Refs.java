package io.github.tillgram.merchantapi.description;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Follows what one part of a description only points to. */
final class Refs {

  private Refs() {}

  /** What is meant, with what is said beside the pointer. */
  static JsonObject resolve(JsonObject document, JsonObject described) {
    if (described == null) {
      return new JsonObject();
    }
    JsonArray all = described.getJsonArray("allOf", new JsonArray());
    JsonObject pointer = all.size() == 1 ? all.getJsonObject(0) : described;
    if (!pointer.containsKey("$ref")) {
      return described;
    }
    JsonObject target = document;
    for (String step : pointer.getString("$ref").substring(2).split("/")) {
      target = target.getJsonObject(step);
    }
    return resolve(document, target).copy().mergeIn(described);
  }
}

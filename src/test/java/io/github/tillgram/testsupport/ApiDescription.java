package io.github.tillgram.testsupport;

import static io.restassured.RestAssured.given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Our own API as the running service describes it. */
public final class ApiDescription {

  private static final String ROOT = "/api/v1/";
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonObject document;

  private ApiDescription(JsonObject document) {
    this.document = document;
  }

  /**
   * A path and a method.
   *
   * @param scope that a merchant's key must have; empty where no merchant comes in
   * @param forOperator whether the operator's key comes in
   * @param queries the names of the query parameters
   */
  public record Operation(
      String method,
      String path,
      Optional<String> scope,
      boolean forOperator,
      List<String> queries,
      Optional<Body> body) {

    public boolean hasParameter() {
      return path.contains("{");
    }

    @Override
    public String toString() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  public record Body(String mediaType, JsonObject schema) {

    public boolean isJson() {
      return mediaType.equals("application/json");
    }
  }

  public static ApiDescription read() {
    return new ApiDescription(
        new JsonObject(given().queryParam("format", "json").get("/q/openapi").asString()));
  }

  /** Every path and method of our own API; other doors have rules of their own. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
      if (path.getKey().startsWith(ROOT)) {
        JsonObject item = (JsonObject) path.getValue();
        METHODS.stream()
            .filter(item::containsKey)
            .map(method -> operation(method, path.getKey(), item.getJsonObject(method)))
            .forEach(operations::add);
      }
    }
    return operations;
  }

  private Operation operation(String method, String path, JsonObject described) {
    List<String> schemes =
        objects(described.getJsonArray("security"))
            .flatMap(requirement -> requirement.fieldNames().stream())
            .toList();
    Optional<String> scope = Optional.ofNullable(described.getString("x-scope"));
    if (scope.isPresent() != schemes.contains("apiKey")) {
      throw new AssertionError(method + " " + path + ": x-scope and security disagree");
    }
    return new Operation(
        method,
        path,
        scope,
        schemes.contains("operatorKey"),
        objects(described.getJsonArray("parameters"))
            .filter(parameter -> parameter.getString("in").equals("query"))
            .map(parameter -> parameter.getString("name"))
            .toList(),
        Optional.ofNullable(described.getJsonObject("requestBody")).map(this::body));
  }

  /** Those that answer with more than one of something. */
  public List<Operation> lists() {
    return operations().stream().filter(this::answersWithMany).toList();
  }

  private boolean answersWithMany(Operation operation) {
    JsonObject schema =
        document
            .getJsonObject("paths")
            .getJsonObject(operation.path())
            .getJsonObject(operation.method())
            .getJsonObject("responses")
            .getJsonObject("200", new JsonObject())
            .getJsonObject("content", new JsonObject())
            .getJsonObject("application/json", new JsonObject())
            .getJsonObject("schema", new JsonObject());
    JsonObject answer = resolve(schema);
    return answer.getString("type", "").equals("array")
        || properties(answer).containsKey("items")
        || properties(answer).containsKey("nextCursor");
  }

  private Body body(JsonObject described) {
    Map.Entry<String, Object> content =
        described.getJsonObject("content").getMap().entrySet().iterator().next();
    return new Body(
        content.getKey(), resolve(asObject(content.getValue()).getJsonObject("schema")));
  }

  /** The schema itself, where one only points to it. */
  public JsonObject resolve(JsonObject schema) {
    JsonObject resolved = new JsonObject();
    if (schema.containsKey("$ref")) {
      String name = schema.getString("$ref").replaceFirst(".*/", "");
      resolved.mergeIn(
          resolve(
              document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name)));
    }
    objects(schema.getJsonArray("allOf")).map(this::resolve).forEach(resolved::mergeIn);
    schema.stream()
        .filter(entry -> !List.of("$ref", "allOf").contains(entry.getKey()))
        .forEach(entry -> resolved.put(entry.getKey(), entry.getValue()));
    return resolved;
  }

  public Map<String, JsonObject> properties(JsonObject schema) {
    Map<String, JsonObject> properties = new LinkedHashMap<>();
    schema
        .getJsonObject("properties", new JsonObject())
        .forEach(entry -> properties.put(entry.getKey(), resolve(asObject(entry.getValue()))));
    return properties;
  }

  /**
   * A body that a caller might send: what is required, and what refers to something; where nothing
   * is required, whatever the description has an example of.
   *
   * @param known values by the names of properties, {@code null} for those of no meaning
   */
  public JsonObject example(JsonObject schema, Function<String, Object> known) {
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    JsonObject example = new JsonObject();
    properties(schema)
        .forEach(
            (name, property) -> {
              Object value = known.apply(name);
              if (value != null) {
                example.put(name, value);
              } else if (required.contains(name)
                  || (required.isEmpty() && speaksForItself(property))) {
                example.put(name, value(property, known));
              }
            });
    return example;
  }

  private static boolean speaksForItself(JsonObject property) {
    return property.containsKey("example")
        || property.containsKey("properties")
        || List.of("boolean", "integer").contains(property.getString("type"));
  }

  private Object value(JsonObject schema, Function<String, Object> known) {
    if (schema.containsKey("example")) {
      return schema.getValue("example");
    }
    if (schema.containsKey("enum")) {
      return schema.getJsonArray("enum").getValue(0);
    }
    return switch (schema.getString("type", "object")) {
      case "string" -> "text";
      case "boolean" -> true;
      case "integer" -> Math.max(1, schema.getLong("minimum", 1L));
      case "array" -> new JsonArray().add(value(resolve(schema.getJsonObject("items")), known));
      default -> example(schema, known);
    };
  }

  private static JsonObject asObject(Object value) {
    return value instanceof JsonObject ? (JsonObject) value : JsonObject.mapFrom(value);
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array == null ? Stream.empty() : array.stream().map(ApiDescription::asObject);
  }
}

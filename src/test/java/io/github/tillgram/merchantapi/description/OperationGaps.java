package io.github.tillgram.merchantapi.description;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the description does not say of operations, one line each. */
final class OperationGaps {

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
  private static final List<String> ALWAYS = List.of("401", "403", "406", "429", "500", "503");
  private static final List<String> WITH_BODY = List.of("413", "415", "422");
  private static final String PROBLEM = "application/problem+json";

  private final JsonObject document;
  private final List<String> gaps = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private String where = "";
  private int operations;

  OperationGaps(JsonObject document) {
    this.document = document;
    for (String path : document.getJsonObject("paths").fieldNames()) {
      if (path.startsWith("/api/v1/")) {
        JsonObject item = document.getJsonObject("paths").getJsonObject(path);
        METHODS.stream()
            .filter(item::containsKey)
            .forEach(method -> look(method, path, item.getJsonObject(method)));
      }
    }
  }

  int operations() {
    return operations;
  }

  List<String> all() {
    return gaps;
  }

  private void look(String method, String path, JsonObject operation) {
    operations++;
    where = method.toUpperCase(Locale.ROOT) + " " + path;
    String id = operation.getString("operationId", "");
    require(id.matches("[a-z][a-zA-Z0-9]*"), "operationId in camelCase: @Operation(operationId)");
    require(ids.add(id), "an operationId of its own, not " + id);
    require(says(operation, "summary"), "summary");
    require(says(operation, "description"), "description");
    require(!operation.getJsonArray("tags", new JsonArray()).isEmpty(), "tag");
    objects(operation.getJsonArray("parameters")).forEach(this::parameter);
    if (operation.containsKey("requestBody")) {
      body(operation.getJsonObject("requestBody"));
    }
    answers(method, path, operation);
  }

  private void parameter(JsonObject parameter) {
    String name = "parameter " + parameter.getString("name") + ": ";
    JsonObject schema = Refs.resolve(document, parameter.getJsonObject("schema"));
    require(says(parameter, "description"), name + "description");
    require(
        schema.containsKey("type"), name + "type: @Parameter(schema = @Schema(implementation))");
    require(parameter.containsKey("example"), name + "example");
    require(
        !"integer".equals(schema.getString("type")) || schema.containsKey("format"),
        name + "format");
  }

  private void body(JsonObject body) {
    JsonObject content = body.getJsonObject("content");
    content.forEach(
        media -> {
          JsonObject described = (JsonObject) media.getValue();
          require(described.containsKey("schema"), "schema of the request");
          require(
              !media.getKey().equals("application/json") || described.containsKey("example"),
              "example of the request");
        });
  }

  private void answers(String method, String path, JsonObject operation) {
    JsonObject answers = operation.getJsonObject("responses");
    List<String> expected = new ArrayList<>(ALWAYS);
    if (path.contains("{")) {
      expected.add("404");
    }
    if (!List.of("get", "delete").contains(method)) {
      expected.addAll(WITH_BODY);
    }
    if (operation.containsKey("requestBody")) {
      expected.add("400");
    }
    if (method.equals("post")) {
      expected.add("409");
    }
    expected.forEach(status -> require(answers.containsKey(status), "answer " + status));
    require(answers.fieldNames().stream().anyMatch(status -> status.startsWith("2")), "answer 2xx");
    for (String status : answers.fieldNames()) {
      JsonObject answer = Refs.resolve(document, answers.getJsonObject(status));
      require(says(answer, "description"), status + ": description");
      if (status.startsWith("2")) {
        success(status, answer);
      } else {
        refusal(status, answer);
      }
    }
  }

  private void success(String status, JsonObject answer) {
    JsonObject content = answer.getJsonObject("content", new JsonObject());
    boolean empty = status.equals("204") || status.equals("202");
    require(
        empty ? !answer.containsKey("content") || !content.isEmpty() : !content.isEmpty(),
        status + ": content: @Content(mediaType, schema)");
    content.forEach(
        media -> {
          JsonObject described = (JsonObject) media.getValue();
          require(described.containsKey("schema"), status + ": schema of " + media.getKey());
          require(
              described.containsKey("example") || described.containsKey("examples"),
              status + ": example of " + media.getKey());
        });
  }

  private void refusal(String status, JsonObject answer) {
    JsonObject content = answer.getJsonObject("content", new JsonObject());
    require(content.fieldNames().equals(Set.of(PROBLEM)), status + ": a problem, and nothing else");
    require(
        !answer.getJsonArray("x-problem-types", new JsonArray()).isEmpty(),
        status + ": types of problem: @Reports, or @APIResponse for 404 and 409");
    require(
        content.getJsonObject(PROBLEM, new JsonObject()).containsKey("examples"),
        status + ": examples");
  }

  private void require(boolean there, String what) {
    if (!there) {
      gaps.add(where + " lacks " + what);
    }
  }

  private static boolean says(JsonObject described, String key) {
    return !described.getString(key, "").isBlank();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array == null ? Stream.empty() : array.stream().map(JsonObject.class::cast);
  }
}

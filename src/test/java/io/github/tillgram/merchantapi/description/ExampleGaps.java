package io.github.tillgram.merchantapi.description;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an example of a whole body is not what its schema says, one line each. */
final class ExampleGaps {

  private static final String JSON = "application/json";

  private final List<String> gaps = new ArrayList<>();
  private final OpenApiInteractionValidator validator;

  ExampleGaps(JsonObject document) {
    this.validator = Description.validatorOf(document);
    document
        .getJsonObject("paths")
        .forEach(
            path -> {
              if (path.getKey().startsWith("/api/v1/")) {
                ((JsonObject) path.getValue())
                    .forEach(
                        each -> look(each.getKey(), path.getKey(), (JsonObject) each.getValue()));
              }
            });
  }

  List<String> all() {
    return gaps;
  }

  private void look(String method, String template, JsonObject operation) {
    Request.Method verb = Request.Method.valueOf(method.toUpperCase(Locale.ROOT));
    String path = path(template, operation);
    JsonObject asked = example(operation.getJsonObject("requestBody"));
    if (asked != null) {
      note(
          verb + " " + template + " request",
          validator.validateRequest(
              new SimpleRequest.Builder(verb, path)
                  .withHeader("Authorization", "Bearer key")
                  .withHeader("Content-Type", JSON)
                  .withBody(asked.encode())
                  .build()));
    }
    operation
        .getJsonObject("responses")
        .forEach(
            answer -> {
              JsonObject example = example((JsonObject) answer.getValue());
              if (example != null) {
                note(
                    verb + " " + template + " " + answer.getKey(),
                    validator.validateResponse(
                        path,
                        verb,
                        SimpleResponse.Builder.status(Integer.parseInt(answer.getKey()))
                            .withContentType(JSON)
                            .withBody(example.encode())
                            .build()));
              }
            });
  }

  /** With the example of each parameter in its place. */
  private static String path(String template, JsonObject operation) {
    String path = template;
    for (Object each : operation.getJsonArray("parameters", new JsonArray())) {
      JsonObject parameter = (JsonObject) each;
      path =
          path.replace(
              "{" + parameter.getString("name") + "}",
              String.valueOf(parameter.getValue("example")));
    }
    return path;
  }

  private static JsonObject example(JsonObject described) {
    return described == null
        ? null
        : described
            .getJsonObject("content", new JsonObject())
            .getJsonObject(JSON, new JsonObject())
            .getJsonObject("example");
  }

  private void note(String where, ValidationReport report) {
    report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .forEach(message -> gaps.add(where + ": " + message.getMessage()));
  }
}

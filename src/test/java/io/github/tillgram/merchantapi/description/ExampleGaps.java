package io.github.tillgram.merchantapi.description;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
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
    String path = template.replaceAll("\\{[^}]+}", "0198f2a4-7c1e-7b7a-9d52-3f6a8c0e1b27");
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

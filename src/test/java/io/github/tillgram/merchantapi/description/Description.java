package io.github.tillgram.merchantapi.description;

import static io.restassured.RestAssured.given;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import io.restassured.filter.Filter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The description that the running service serves, read once, with a validator made of it. */
final class Description {

  private static final String OK = "2";
  private static Description instance;

  private final JsonObject document;
  private final OpenApiInteractionValidator validator;

  private Description(JsonObject document) {
    this.document = document;
    this.validator = validatorOf(document);
  }

  /**
   * Of everything but keys: REST Assured adds them after all filters, and AccessTest knows them.
   */
  static OpenApiInteractionValidator validatorOf(JsonObject document) {
    return OpenApiInteractionValidator.createForInlineApiSpecification(
            new ForValidator(document).document().encode())
        .withLevelResolver(
            LevelResolver.create()
                .withLevel("validation.request.security", ValidationReport.Level.IGNORE)
                .withLevel("validation.request.body.unexpected", ValidationReport.Level.IGNORE)
                .build())
        .build();
  }

  static synchronized Description get() {
    if (instance == null) {
      instance =
          new Description(
              new JsonObject(
                  given()
                      .noFiltersOfType(Filter.class)
                      .queryParam("format", "json")
                      .get("/q/openapi")
                      .asString()));
    }
    return instance;
  }

  /** Where the exchange is not as the description says, in words. */
  List<String> violations(Exchange exchange) {
    Optional<JsonObject> operation = operation(exchange);
    if (operation.isEmpty()) {
      return List.of(404, 405, 401).contains(exchange.status())
          ? List.of()
          : List.of(exchange + ": no such operation is described");
    }
    List<String> found = new ArrayList<>();
    if (exchange.answeredFile()) {
      undescribedFile(exchange, operation.get()).ifPresent(found::add);
    } else {
      found.addAll(
          words(
              exchange,
              validator.validateResponse(exchange.path(), exchange.method(), exchange.response())));
      undescribedProblem(exchange, operation.get()).ifPresent(found::add);
    }
    if (Integer.toString(exchange.status()).startsWith(OK) && !exchange.sentForm()) {
      found.addAll(words(exchange, validator.validateRequest(exchange.request())));
    }
    return found;
  }

  private static List<String> words(Exchange exchange, ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(message -> exchange + ": " + message.getMessage() + " " + additional(message))
        .toList();
  }

  private static String additional(ValidationReport.Message message) {
    return message.getAdditionalInfo().isEmpty() ? "" : message.getAdditionalInfo().toString();
  }

  private Optional<String> undescribedFile(Exchange exchange, JsonObject operation) {
    boolean described =
        answer(exchange, operation)
            .getJsonObject("content", new JsonObject())
            .containsKey(exchange.answeredType());
    return described
        ? Optional.empty()
        : Optional.of(exchange + ": no " + exchange.answeredType() + " is described");
  }

  /** A problem whose type is not among those that the operation may report with the status. */
  private Optional<String> undescribedProblem(Exchange exchange, JsonObject operation) {
    if (!exchange.answeredType().equals("application/problem+json")) {
      return Optional.empty();
    }
    String type = new JsonObject(exchange.answered().asString()).getString("type");
    JsonArray types = answer(exchange, operation).getJsonArray("x-problem-types", new JsonArray());
    return types.contains(type)
        ? Optional.empty()
        : Optional.of(exchange + ": " + type + " is not among " + types);
  }

  /** What is described of the status; nothing if it is not. */
  private JsonObject answer(Exchange exchange, JsonObject operation) {
    return Refs.resolve(
        document,
        operation.getJsonObject("responses").getJsonObject(Integer.toString(exchange.status())));
  }

  /** The operation of the path that fits best: one that is spelled out before one with ids. */
  private Optional<JsonObject> operation(Exchange exchange) {
    JsonObject paths = document.getJsonObject("paths");
    String method = exchange.method().name().toLowerCase(Locale.ROOT);
    return Stream.concat(
            Stream.of(exchange.path()).filter(paths::containsKey),
            paths.fieldNames().stream().filter(path -> fits(path, exchange.path())))
        .map(path -> paths.getJsonObject(path).getJsonObject(method))
        .filter(operation -> operation != null)
        .findFirst();
  }

  private static boolean fits(String template, String path) {
    return path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"));
  }
}

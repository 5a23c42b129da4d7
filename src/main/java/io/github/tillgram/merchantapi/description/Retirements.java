package io.github.tillgram.merchantapi.description;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;

/** Says of operations that will go when they do, and what to call instead. */
final class Retirements {

  private Retirements() {}

  static void announce(OpenAPI api, Declared declared) {
    Map<String, AnnotationInstance> retiring = declared.retiring();
    api.getPaths().getPathItems().values().stream()
        .flatMap(item -> item.getOperations().values().stream())
        .filter(operation -> operation.getOperationId() != null)
        .filter(operation -> retiring.containsKey(operation.getOperationId()))
        .forEach(operation -> announce(operation, retiring.get(operation.getOperationId())));
  }

  private static void announce(Operation operation, AnnotationInstance retiring) {
    Retirement retirement =
        Retirement.of(retiring.value("since").asString(), retiring.value("until").asString());
    operation.setDeprecated(true);
    operation.setDescription(
        "**Goes on %s.** %s\n\n%s"
            .formatted(
                retirement.until(),
                retiring.value("instead").asString(),
                operation.getDescription()));
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(
            answer ->
                answer
                    .addHeader(
                        "Deprecation", header("Since when it will go", retirement.deprecation()))
                    .addHeader("Sunset", header("When it goes", retirement.sunset())));
  }

  private static Header header(String description, String example) {
    return OASFactory.createHeader()
        .description(description)
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))
        .example(example);
  }
}

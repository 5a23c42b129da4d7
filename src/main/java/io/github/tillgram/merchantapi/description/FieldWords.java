package io.github.tillgram.merchantapi.description;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Words for fields that mean the same wherever they stand, unless they are described there. */
final class FieldWords {

  private static final Map<String, String> WORDS =
      Map.of(
          "id", "What it is called here",
          "paymentId", "The payment it is about",
          "createdAt", "When it was made: ISO 8601 in UTC",
          "currency", "ISO 4217 code, or XTR for Telegram Stars");

  private static final Map<String, String> EXAMPLES = Map.of("currency", "USD");

  private FieldWords() {}

  static void add(OpenAPI api) {
    api.getComponents()
        .getSchemas()
        .values()
        .forEach(
            schema -> {
              if (schema.getProperties() != null) {
                schema.getProperties().forEach(FieldWords::add);
              }
            });
  }

  private static void add(String name, Schema field) {
    if (field.getDescription() == null && field.getRef() == null && WORDS.containsKey(name)) {
      field.setDescription(WORDS.get(name));
      if (field.getExamples() == null && EXAMPLES.containsKey(name)) {
        field.setExamples(List.of(EXAMPLES.get(name)));
      }
    }
  }
}

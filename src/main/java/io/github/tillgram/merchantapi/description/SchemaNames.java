package io.github.tillgram.merchantapi.description;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Gives schemas the names that a program made of the description should have: a page is called by
 * what is on it, and what is no type of ours has no name.
 */
final class SchemaNames {

  private static final String PAGE_OF_ANYTHING = "Page";
  private static final Map<String, String> FORMATS =
      Map.of("UUID", "uuid", "Instant", "date-time", "LocalDate", "date");

  private SchemaNames() {}

  static void tidy(OpenAPI api) {
    SchemaTree.forEach(api, SchemaNames::unwrap);
    rename(api, pages(api.getComponents().getSchemas()));
  }

  /** A UUID is a string of that format, wherever it stands. */
  private static void unwrap(Schema schema) {
    Schema wrapped = SchemaTree.wrapped(schema);
    if (wrapped.getRef() == null) {
      return;
    }
    String format = FORMATS.get(SchemaTree.name(wrapped.getRef()));
    if (format != null) {
      boolean nullable = SchemaTree.isNullable(schema);
      schema.setRef(null);
      schema.setAllOf(null);
      schema.setAnyOf(null);
      schema.setType(null);
      schema.addType(Schema.SchemaType.STRING);
      if (nullable) {
        schema.addType(Schema.SchemaType.NULL);
      }
      schema.setFormat(format);
    }
  }

  /** What pages are called, and what they should be called. */
  private static Map<String, String> pages(Map<String, Schema> schemas) {
    Map<String, String> names = new HashMap<>();
    schemas.forEach(
        (name, schema) -> {
          if (name.matches("Page\\d+")) {
            Schema item = schema.getProperties().get("items").getItems();
            names.put(name, SchemaTree.name(item.getRef()) + "Page");
          }
        });
    return names;
  }

  private static void rename(OpenAPI api, Map<String, String> names) {
    Map<String, Schema> renamed = new LinkedHashMap<>();
    api.getComponents()
        .getSchemas()
        .forEach((name, schema) -> renamed.put(names.getOrDefault(name, name), schema));
    FORMATS.keySet().forEach(renamed::remove);
    renamed.remove(PAGE_OF_ANYTHING);
    api.getComponents().setSchemas(renamed);
    SchemaTree.forEach(
        api,
        schema -> {
          if (schema.getRef() != null) {
            String name = SchemaTree.name(schema.getRef());
            schema.setRef(SchemaTree.ref(names.getOrDefault(name, name)));
          }
        });
  }
}

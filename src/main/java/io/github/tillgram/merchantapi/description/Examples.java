package io.github.tillgram.merchantapi.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Makes an example of every body out of the examples of its fields. */
final class Examples {

  /** Of texts that have a format. */
  static final Map<String, String> BY_FORMAT =
      Map.of(
          "uuid", "0198f2a4-7c1e-7b7a-9d52-3f6a8c0e1b27",
          "date-time", "2026-12-01T10:00:00Z",
          "date", "2026-12-01");

  /** As a description says it. */
  private static final String LEFT_OUT_IN_LISTS = "left out in lists";

  private final OpenAPI api;
  private final boolean asked;
  private final boolean listed;

  /**
   * @param asked whether callers send it: then what has no example is left out
   * @param listed whether it is one of many: then what says so is left out
   */
  private Examples(OpenAPI api, boolean asked, boolean listed) {
    this.api = api;
    this.asked = asked;
    this.listed = listed;
  }

  static void compose(OpenAPI api) {
    Operations.forEach(
        api,
        each -> {
          if (each.operation().getRequestBody() != null) {
            new Examples(api, true, false).compose(each.operation().getRequestBody().getContent());
          }
          each.operation()
              .getResponses()
              .getAPIResponses()
              .forEach(
                  (status, answer) -> {
                    if (status.startsWith("2")) {
                      new Examples(api, false, false).compose(answer.getContent());
                    }
                  });
        });
  }

  private void compose(Content content) {
    if (content == null) {
      return;
    }
    content
        .getMediaTypes()
        .forEach(
            (name, media) -> {
              if (name.contains("json")
                  && media.getExample() == null
                  && media.getExamples() == null) {
                media.setExample(value(media.getSchema()));
              }
            });
  }

  /** {@code null} where nothing is to be shown. */
  private Object value(Schema described) {
    if (hasExample(described)) {
      return example(described);
    }
    if (SchemaTree.isNullable(described)) {
      return null;
    }
    Schema schema = SchemaTree.resolve(api, described);
    if (hasExample(schema)) {
      return example(schema);
    }
    if (schema.getEnumeration() != null) {
      return schema.getEnumeration().get(0);
    }
    if (schema.getItems() != null) {
      return List.of(new Examples(api, asked, true).value(schema.getItems()));
    }
    if (schema.getProperties() != null) {
      return fields(schema);
    }
    if (schema.getFormat() != null && BY_FORMAT.containsKey(schema.getFormat())) {
      return BY_FORMAT.get(schema.getFormat());
    }
    return SchemaTree.is(schema, Schema.SchemaType.BOOLEAN) ? (Object) false : Map.of();
  }

  private Map<String, Object> fields(Schema schema) {
    Map<String, Object> fields = new LinkedHashMap<>();
    schema
        .getProperties()
        .forEach(
            (name, field) -> {
              boolean shown = !asked || isRequired(schema, name) || hasExample(field);
              if (shown && !(listed && isLeftOutInLists(field))) {
                fields.put(name, value(field));
              }
            });
    return fields;
  }

  private static boolean isLeftOutInLists(Schema field) {
    return field.getDescription() != null && field.getDescription().contains(LEFT_OUT_IN_LISTS);
  }

  private static boolean isRequired(Schema schema, String name) {
    return schema.getRequired() != null && schema.getRequired().contains(name);
  }

  private static boolean hasExample(Schema schema) {
    return schema.getExamples() != null || schema.getExample() != null;
  }

  private static Object example(Schema schema) {
    return schema.getExamples() == null ? schema.getExample() : schema.getExamples().get(0);
  }
}

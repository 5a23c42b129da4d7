package io.github.tillgram.merchantapi.description;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Walks schemas: those that are named, and all that are in others. */
final class SchemaTree {

  private static final String COMPONENTS = "#/components/schemas/";

  private SchemaTree() {}

  static String name(String ref) {
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  static String ref(String name) {
    return COMPONENTS + name;
  }

  /** The schema itself, where one only points to it or wraps the one that does. */
  static Schema resolve(OpenAPI api, Schema schema) {
    Schema wrapped = wrapped(schema);
    return wrapped.getRef() == null
        ? schema
        : resolve(api, api.getComponents().getSchemas().get(name(wrapped.getRef())));
  }

  /** The schema that this one only says more about, such as that it may be null; else itself. */
  static Schema wrapped(Schema schema) {
    return Stream.of(listed(schema.getAllOf()), listed(schema.getAnyOf()))
        .map(all -> all.filter(one -> one.getRef() != null).toList())
        .filter(pointing -> pointing.size() == 1)
        .map(pointing -> pointing.get(0))
        .findFirst()
        .orElse(schema);
  }

  static boolean is(Schema schema, Schema.SchemaType type) {
    return schema.getType() != null && schema.getType().contains(type);
  }

  /** Whether null may stand there. */
  static boolean isNullable(Schema schema) {
    return is(schema, Schema.SchemaType.NULL)
        || listed(schema.getAnyOf()).anyMatch(one -> is(one, Schema.SchemaType.NULL));
  }

  private static Stream<Schema> listed(List<Schema> schemas) {
    return schemas == null ? Stream.empty() : schemas.stream();
  }

  /** Every schema of the description, wherever it stands. */
  static void forEach(OpenAPI api, Consumer<Schema> visit) {
    api.getComponents().getSchemas().values().forEach(schema -> within(schema, visit));
    api.getPaths().getPathItems().values().stream()
        .flatMap(item -> item.getOperations().values().stream())
        .forEach(
            operation -> {
              if (operation.getParameters() != null) {
                operation.getParameters().stream()
                    .map(Parameter::getSchema)
                    .forEach(schema -> within(schema, visit));
              }
              if (operation.getRequestBody() != null) {
                forEach(operation.getRequestBody().getContent(), visit);
              }
              operation
                  .getResponses()
                  .getAPIResponses()
                  .values()
                  .forEach(answer -> forEach(answer.getContent(), visit));
            });
  }

  private static void forEach(Content content, Consumer<Schema> visit) {
    schemas(content).forEach(schema -> within(schema, visit));
  }

  private static Stream<Schema> schemas(Content content) {
    return content == null
        ? Stream.empty()
        : content.getMediaTypes().values().stream()
            .map(MediaType::getSchema)
            .filter(schema -> schema != null);
  }

  private static void within(Schema schema, Consumer<Schema> visit) {
    if (schema == null) {
      return;
    }
    visit.accept(schema);
    children(schema).forEach(child -> within(child, visit));
  }

  private static Stream<Schema> children(Schema schema) {
    return Stream.of(
            schema.getProperties() == null
                ? Stream.<Schema>empty()
                : schema.getProperties().values().stream(),
            listed(schema.getAllOf()),
            listed(schema.getAnyOf()),
            Stream.ofNullable(schema.getItems()))
        .flatMap(each -> each);
  }

  /** The names of all schemas that somebody sends to us. */
  static Set<String> asked(OpenAPI api) {
    return reachable(
        api,
        Operations.of(api)
            .map(each -> each.operation().getRequestBody())
            .filter(body -> body != null)
            .flatMap(body -> schemas(body.getContent())));
  }

  /** The names of all schemas that we answer with when all is well. */
  static Set<String> answered(OpenAPI api) {
    return reachable(
        api,
        Operations.of(api)
            .flatMap(each -> each.operation().getResponses().getAPIResponses().entrySet().stream())
            .filter(answer -> answer.getKey().startsWith("2"))
            .map(Map.Entry::getValue)
            .flatMap(answer -> schemas(answer.getContent())));
  }

  private static Set<String> reachable(OpenAPI api, Stream<Schema> roots) {
    Set<String> names = new LinkedHashSet<>();
    roots.forEach(root -> collect(api, root, names));
    return names;
  }

  private static void collect(OpenAPI api, Schema root, Set<String> names) {
    Set<String> found = new HashSet<>();
    within(
        root,
        schema -> {
          if (schema.getRef() != null && names.add(name(schema.getRef()))) {
            found.add(name(schema.getRef()));
          }
        });
    found.forEach(name -> collect(api, api.getComponents().getSchemas().get(name), names));
  }
}

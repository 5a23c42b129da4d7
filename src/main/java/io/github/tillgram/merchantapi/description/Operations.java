package io.github.tillgram.merchantapi.description;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/** The operations of our own API; other doors have rules of their own. */
final class Operations {

  static final String ROOT = "/api/v1/";

  private Operations() {}

  /**
   * An operation and where it stands.
   *
   * @param path as {@code /api/v1/invoices/{id}}
   */
  record Described(PathItem.HttpMethod method, String path, Operation operation) {

    boolean hasPathParameter() {
      return path.contains("{");
    }

    boolean isPost() {
      return method == PathItem.HttpMethod.POST;
    }

    /** Whether a body may come with it. */
    boolean takesBodies() {
      return method != PathItem.HttpMethod.GET && method != PathItem.HttpMethod.DELETE;
    }
  }

  static Stream<Described> of(OpenAPI api) {
    return api.getPaths().getPathItems().entrySet().stream()
        .filter(path -> path.getKey().startsWith(ROOT))
        .flatMap(
            path ->
                path.getValue().getOperations().entrySet().stream()
                    .map(one -> new Described(one.getKey(), path.getKey(), one.getValue())));
  }

  static void forEach(OpenAPI api, Consumer<Described> visit) {
    of(api).toList().forEach(visit);
  }
}

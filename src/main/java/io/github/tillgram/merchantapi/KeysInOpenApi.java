package io.github.tillgram.merchantapi;

import io.github.tillgram.security.Roles;
import io.github.tillgram.security.Scope;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Writes into the description of the API which key each operation needs, as the very annotations
 * say that let callers in: as {@code security}, as {@code x-scope} for programs, and in words.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class KeysInOpenApi implements OASFilter {

  private static final String API_KEY = "apiKey";
  private static final String OPERATOR_KEY = "operatorKey";
  private static final String SCOPE = "x-scope";
  private static final DotName PATH = DotName.createSimple(Path.class);
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final Map<String, List<String>> roles = new HashMap<>();

  public KeysInOpenApi(IndexView index) {
    for (AnnotationInstance allowed : index.getAnnotations(RolesAllowed.class)) {
      if (allowed.target().kind() == AnnotationTarget.Kind.METHOD) {
        MethodInfo method = allowed.target().asMethod();
        roles.put(operation(method), Arrays.asList(allowed.value().asStringArray()));
      }
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents()
        .addSecurityScheme(API_KEY, bearer("A merchant's key; its scopes say what it may do"))
        .addSecurityScheme(OPERATOR_KEY, bearer("The operator's key, TILLGRAM_ADMIN_KEY"));
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach((method, operation) -> describe(method + " " + path, operation)));
  }

  private void describe(String name, Operation operation) {
    List<String> needed = roles.get(name);
    if (needed == null) {
      return;
    }
    Optional<Scope> scope =
        needed.stream().map(Scope::ofRole).flatMap(Optional::stream).findFirst();
    boolean operator = needed.contains(Roles.OPERATOR);
    scope.ifPresent(one -> operation.addExtension(SCOPE, one.toString()));
    operation.setSecurity(
        Stream.concat(
                scope.map(one -> API_KEY).stream(), Stream.of(OPERATOR_KEY).filter(one -> operator))
            .map(scheme -> OASFactory.createSecurityRequirement().addScheme(scheme))
            .toList());
    String key = inWords(scope, operator);
    String before = operation.getDescription() == null ? "" : operation.getDescription() + "\n\n";
    operation.setDescription(before + "Needs " + key + ".");
    respond(operation, "401", "No valid key came with the request");
    respond(operation, "403", "A key of another kind came; this needs " + key);
  }

  private static String inWords(Optional<Scope> scope, boolean operator) {
    String operators = "the operator's key";
    return scope
        .map(one -> "a key with the scope `" + one + "`" + (operator ? " or " + operators : ""))
        .orElse(operators);
  }

  private static void respond(Operation operation, String status, String description) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    operation
        .getResponses()
        .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
  }

  private static SecurityScheme bearer(String description) {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .description(description);
  }

  /** The operation that a method serves, as {@code GET /api/v1/invoices/{id}}. */
  private static String operation(MethodInfo method) {
    String verb =
        METHODS.stream()
            .filter(name -> method.hasAnnotation("jakarta.ws.rs." + name))
            .findFirst()
            .orElse("");
    return verb
        + " "
        + path(method.declaringClass().declaredAnnotation(PATH))
        + path(method.annotation(PATH));
  }

  private static String path(AnnotationInstance path) {
    return path == null ? "" : path.value().asString();
  }
}

package io.github.tillgram.merchantapi;

import io.github.tillgram.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that an operation does not have: a filter that is misspelt would
 * otherwise let everything through.
 */
class KnownParameters {

  private static final String ROOT = "/api/v1/";

  private final Map<Method, Optional<SortedSet<String>>> known = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(ContainerRequestContext request, ResourceInfo resource) {
    if (request.getUriInfo().getRequestUri().getRawQuery() == null
        || !request.getUriInfo().getPath().startsWith(ROOT)) {
      return;
    }
    known
        .computeIfAbsent(resource.getResourceMethod(), KnownParameters::names)
        .ifPresent(names -> require(names, request.getUriInfo().getQueryParameters().keySet()));
  }

  private static void require(SortedSet<String> names, Set<String> given) {
    for (String name : given) {
      if (!names.contains(name)) {
        throw ProblemException.invalid(name, unknown(names));
      }
    }
  }

  /** Empty where the image was built without names of parameters: nothing is refused, then. */
  private static Optional<SortedSet<String>> names(Method operation) {
    boolean named = Arrays.stream(operation.getParameters()).allMatch(Parameter::isNamePresent);
    return named ? Optional.of(queries(operation)) : Optional.empty();
  }

  private static SortedSet<String> queries(Method operation) {
    return Arrays.stream(operation.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RestQuery.class))
        .map(KnownParameters::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Parameter parameter) {
    String given = parameter.getAnnotation(RestQuery.class).value();
    return given.isEmpty() ? parameter.getName() : given;
  }

  private static String unknown(SortedSet<String> names) {
    return names.isEmpty()
        ? "is not known here; this operation has no parameters"
        : "is not known here; the parameters are " + String.join(", ", names);
  }
}

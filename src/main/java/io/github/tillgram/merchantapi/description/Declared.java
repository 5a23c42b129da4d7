package io.github.tillgram.merchantapi.description;

import io.github.tillgram.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** What resource methods say of their own problems and end, by the ids of operations. */
final class Declared {

  private final Map<String, Set<String>> statuses = new HashMap<>();
  private final Map<String, List<ProblemType>> types = new HashMap<>();
  private final Map<String, AnnotationInstance> retiring = new HashMap<>();

  Declared(IndexView index) {
    for (AnnotationInstance operation : index.getAnnotations(Operation.class)) {
      if (operation.target().kind() == AnnotationTarget.Kind.METHOD
          && operation.value("operationId") != null) {
        read(operation.target().asMethod(), operation.value("operationId").asString(), index);
      }
    }
  }

  private void read(MethodInfo method, String id, IndexView index) {
    Set<String> own = statuses.computeIfAbsent(id, name -> new HashSet<>());
    method.annotationsWithRepeatable(APIResponse.class, index).stream()
        .map(response -> response.value("responseCode").asString())
        .forEach(own::add);
    AnnotationInstance reports = method.annotation(Reports.class);
    List<ProblemType> reported = new ArrayList<>();
    if (reports != null) {
      Stream.of(reports.value().asEnumArray()).map(ProblemType::valueOf).forEach(reported::add);
    }
    types.put(id, reported);
    if (method.hasAnnotation(Retiring.class)) {
      retiring.put(id, method.annotation(Retiring.class));
    }
  }

  /** Whether the method itself speaks of this status. */
  boolean says(String operationId, int status) {
    return statuses.getOrDefault(operationId, Set.of()).contains(Integer.toString(status));
  }

  List<ProblemType> types(String operationId) {
    return types.getOrDefault(operationId, List.of());
  }

  /** The operations that will go, by their ids. */
  Map<String, AnnotationInstance> retiring() {
    return Map.copyOf(retiring);
  }
}

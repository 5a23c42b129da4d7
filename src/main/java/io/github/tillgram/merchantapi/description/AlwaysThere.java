package io.github.tillgram.merchantapi.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * Marks the fields of answers that are always there, if only as null: all of them but those that
 * are told to be left out. A schema that says itself what is required is left alone.
 */
final class AlwaysThere {

  private static final DotName SCHEMA =
      DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");

  private final Map<String, Set<String>> leftOut = new HashMap<>();

  AlwaysThere(IndexView index) {
    for (AnnotationInstance annotation : index.getAnnotations(JsonInclude.class)) {
      AnnotationTarget target = annotation.target();
      if (target.kind() == AnnotationTarget.Kind.FIELD) {
        leaveOut(target.asField().declaringClass(), target.asField().name());
      }
    }
  }

  private void leaveOut(ClassInfo type, String field) {
    AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
    if (schema != null && schema.value("name") != null) {
      leftOut.computeIfAbsent(schema.value("name").asString(), name -> new HashSet<>()).add(field);
    }
  }

  void mark(OpenAPI api) {
    Set<String> names = SchemaTree.answered(api);
    names.removeAll(SchemaTree.asked(api));
    for (String name : names) {
      Schema schema = api.getComponents().getSchemas().get(name);
      if (schema.getProperties() != null && schema.getRequired() == null) {
        List<String> always = new ArrayList<>(schema.getProperties().keySet());
        always.removeAll(leftOut.getOrDefault(name, Set.of()));
        schema.setRequired(always);
      }
    }
  }
}

package io.github.tillgram.merchantapi.description;

import io.github.tillgram.merchantapi.description.Operations.Described;
import io.github.tillgram.problem.Problem;
import io.github.tillgram.problem.ProblemType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Writes how each operation can refuse: the statuses, the types of problem that come with them, and
 * an example of each. {@code x-problem-types} names the types for programs.
 */
final class ProblemAnswers {

  private static final String TYPES = "x-problem-types";

  private static final Header RETRY_AFTER =
      OASFactory.createHeader()
          .description("After how many seconds to try again, where that is known")
          .schema(
              OASFactory.createSchema()
                  .addType(Schema.SchemaType.INTEGER)
                  .minimum(BigDecimal.ONE)
                  .examples(List.of(2)));

  private final Declared declared;

  ProblemAnswers(Declared declared) {
    this.declared = declared;
  }

  void describe(OpenAPI api) {
    api.getComponents().addSchema(ProblemSchema.NAME, ProblemSchema.problem());
    api.getComponents().addSchema(ProblemSchema.FIELD_NAME, ProblemSchema.field());
    api.getComponents().addSchema(ProblemSchema.TYPE_NAME, ProblemSchema.types());
    for (ProblemType type : ProblemType.values()) {
      api.getComponents()
          .addExample(type.slug(), example(type))
          .addResponse(type.slug(), answer(words(type), List.of(type)));
    }
    Operations.forEach(api, this::describe);
  }

  private void describe(Described each) {
    APIResponses answers = each.operation().getResponses();
    byStatus(typesOf(each))
        .forEach(
            (status, types) -> {
              String key = status.toString();
              boolean own = declared.says(each.operation().getOperationId(), status);
              answers.addAPIResponse(key, answer(answers.getAPIResponse(key), types, own));
            });
    answers.setAPIResponses(new TreeMap<>(answers.getAPIResponses()));
  }

  /**
   * @param own whether the method itself describes it
   */
  private static APIResponse answer(APIResponse written, List<ProblemType> types, boolean own) {
    ProblemType first = types.get(0);
    if (types.size() == 1 && !own && first != ProblemType.FORBIDDEN) {
      return OASFactory.createAPIResponse().ref(first.slug());
    }
    String words = written == null ? null : written.getDescription();
    return answer(words == null || words.isEmpty() ? words(first) : words, types);
  }

  private static APIResponse answer(String words, List<ProblemType> types) {
    APIResponse answer = OASFactory.createAPIResponse().description(words).content(content(types));
    answer.addExtension(TYPES, types.stream().map(type -> type.uri().toString()).toList());
    if (types.stream().anyMatch(ProblemType::passes)) {
      answer.addHeader("Retry-After", RETRY_AFTER);
    }
    return answer;
  }

  private static String words(ProblemType type) {
    return type.title() + ". " + type.advice();
  }

  private static Content content(List<ProblemType> types) {
    MediaType media =
        OASFactory.createMediaType().schema(OASFactory.createSchema().ref(ProblemSchema.NAME));
    types.forEach(
        type ->
            media.addExample(
                type.slug(),
                OASFactory.createExample().ref("#/components/examples/" + type.slug())));
    return OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, media);
  }

  private static Example example(ProblemType type) {
    return OASFactory.createExample()
        .summary(type.title())
        .description(type.advice())
        .value(ProblemSchema.example(type));
  }

  private static Map<Integer, List<ProblemType>> byStatus(List<ProblemType> types) {
    return types.stream()
        .distinct()
        .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
  }

  private List<ProblemType> typesOf(Described each) {
    String id = each.operation().getOperationId();
    List<ProblemType> types =
        new ArrayList<>(
            List.of(
                ProblemType.UNAUTHORIZED,
                ProblemType.FORBIDDEN,
                ProblemType.NOT_ACCEPTABLE,
                ProblemType.INVALID_INPUT,
                ProblemType.TOO_MANY_FAILURES,
                ProblemType.INTERNAL_ERROR,
                ProblemType.DATABASE_UNAVAILABLE));
    if (each.hasPathParameter() || declared.says(id, ProblemType.NOT_FOUND.status())) {
      types.add(ProblemType.NOT_FOUND);
    }
    if (each.takesBodies()) {
      types.addAll(List.of(ProblemType.TOO_LARGE, ProblemType.UNSUPPORTED_MEDIA_TYPE));
    }
    if (each.operation().getRequestBody() != null) {
      types.addAll(unreadable(each));
    }
    if (declared.says(id, ProblemType.CONFLICT.status())) {
      types.add(ProblemType.CONFLICT);
    }
    if (each.isPost()) {
      types.add(ProblemType.REQUEST_UNDER_WAY);
    }
    types.addAll(declared.types(id));
    return types;
  }

  private static List<ProblemType> unreadable(Described each) {
    boolean json = each.operation().getRequestBody().getContent().hasMediaType("application/json");
    return json ? List.of(ProblemType.MALFORMED_JSON) : List.of(ProblemType.REQUEST_REFUSED);
  }
}

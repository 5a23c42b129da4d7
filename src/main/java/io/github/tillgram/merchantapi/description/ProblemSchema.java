package io.github.tillgram.merchantapi.description;

import io.github.tillgram.problem.ProblemType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What every refusal looks like. */
final class ProblemSchema {

  static final String NAME = "Problem";
  static final String FIELD_NAME = "ProblemField";
  static final String TYPE_NAME = "ProblemType";

  private ProblemSchema() {}

  static Schema problem() {
    Schema schema =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .description("Why a request was refused, as RFC 9457 has it")
            .addProperty("type", OASFactory.createSchema().ref(TYPE_NAME))
            .addProperty("title", text("The type in words", ProblemType.CONFLICT.title()))
            .addProperty(
                "status",
                OASFactory.createSchema()
                    .addType(Schema.SchemaType.INTEGER)
                    .format("int32")
                    .description("The HTTP status, again")
                    .minimum(BigDecimal.valueOf(400))
                    .maximum(BigDecimal.valueOf(599))
                    .example(ProblemType.CONFLICT.status()))
            .addProperty(
                "detail",
                text(
                    "What was wrong this time, and how to mend it; for people",
                    "One of your invoices has this reference already."))
            .addProperty(
                "errors",
                OASFactory.createSchema()
                    .addType(Schema.SchemaType.ARRAY)
                    .items(OASFactory.createSchema().ref(FIELD_NAME))
                    .description(
                        "Which fields are wrong; left out unless the type is invalid-input"));
    schema.setRequired(new ArrayList<>(List.of("type", "title", "status", "detail")));
    return schema;
  }

  static Schema field() {
    Schema schema =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .description("What is wrong with a field, a parameter or a header")
            .addProperty("field", text("Where it stands", "prices[0].amount"))
            .addProperty(
                "message",
                text("What is wrong and how to mend it; for people", "must not be missing"));
    schema.setRequired(new ArrayList<>(List.of("field", "message")));
    return schema;
  }

  /** A problem as callers read it. */
  static Map<String, Object> example(ProblemType type) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", type.uri().toString());
    problem.put("title", type.title());
    problem.put("status", type.status());
    if (type == ProblemType.INVALID_INPUT) {
      problem.put("detail", "prices[0].amount must not be missing");
      problem.put("errors", List.of(missing("prices[0].amount")));
    } else {
      problem.put("detail", type.advice());
    }
    return problem;
  }

  private static Map<String, Object> missing(String field) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("field", field);
    error.put("message", "must not be missing");
    return error;
  }

  /** The types, with names that programs can give to constants. */
  static Schema types() {
    String meanings =
        Arrays.stream(ProblemType.values())
            .map(
                type ->
                    "- `%s` (%d): %s. %s"
                        .formatted(type.uri(), type.status(), type.title(), type.advice()))
            .collect(Collectors.joining("\n"));
    Schema schema =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.STRING)
            .description(
                "Which kind of problem, for programs. Names never change; there may be more one day.\n\n"
                    + meanings)
            .enumeration(
                Arrays.stream(ProblemType.values())
                    .map(type -> (Object) type.uri().toString())
                    .toList())
            .example(ProblemType.CONFLICT.uri().toString());
    schema.addExtension(
        "x-enum-varnames", Arrays.stream(ProblemType.values()).map(Enum::name).toList());
    return schema;
  }

  private static Schema text(String description, String example) {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.STRING)
        .description(description)
        .example(example);
  }
}

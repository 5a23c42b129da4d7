package io.github.tillgram.merchantapi.idempotency;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Every POST of our own API takes a key, so the description says so of every one. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class DescribeKeys implements OASFilter {

  private static final String API = "/api/v1/";

  private static final Map<String, String> ANSWERS =
      Map.of(
          "409",
          "With an Idempotency-Key also: the first request with it has not been answered within 2 s;"
              + " repeat it after Retry-After seconds (urn:tillgram:problem:request-under-way)",
          "422",
          "With an Idempotency-Key also: it is not valid, or was used with another body; errors"
              + " names Idempotency-Key");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths().getPathItems().entrySet().stream()
        .filter(path -> path.getKey().startsWith(API))
        .map(Map.Entry::getValue)
        .map(PathItem::getPOST)
        .filter(post -> post != null)
        .forEach(DescribeKeys::describe);
  }

  private static void describe(Operation post) {
    post.addParameter(key());
    if (post.getResponses() == null) {
      post.setResponses(OASFactory.createAPIResponses());
    }
    ANSWERS.forEach((status, text) -> describe(post.getResponses(), status, text));
    post.getResponses()
        .getAPIResponses()
        .forEach(
            (status, answer) -> {
              if (status.startsWith("2")) {
                answer.addHeader(AnswerOnce.REPLAYED, replayed());
              }
            });
  }

  private static void describe(APIResponses responses, String status, String text) {
    if (!responses.hasAPIResponse(status)) {
      responses.addAPIResponse(status, OASFactory.createAPIResponse().description(text));
      return;
    }
    String before = responses.getAPIResponse(status).getDescription();
    responses
        .getAPIResponse(status)
        .setDescription(before == null || before.isBlank() ? text : before + ". " + text);
  }

  private static Header replayed() {
    return OASFactory.createHeader()
        .description("true where this is the answer to an earlier request with the same key")
        .schema(
            OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN).examples(List.of(true)));
  }

  private static Parameter key() {
    return OASFactory.createParameter()
        .name(KeyHeader.NAME)
        .in(Parameter.In.HEADER)
        .required(false)
        .description(
            "Names this request, so that it can be repeated without fear: its first answer is kept"
                + " for a day and repeated, with Idempotency-Replayed: true; failures of ours (5xx)"
                + " are not kept. Take a new one, for example a UUID, for every new request: with"
                + " another body it is answered 422.")
        .schema(
            OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .minLength(1)
                .maxLength(KeyHeader.LONGEST))
        .example("0a7c3f0e-1d1c-4f0e-9c8e-2f6b8f3f7c11");
  }
}

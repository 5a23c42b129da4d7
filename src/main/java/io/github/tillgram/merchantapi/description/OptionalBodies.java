package io.github.tillgram.merchantapi.description;

import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** A POST of which nothing is asked may come without a body. */
final class OptionalBodies {

  private OptionalBodies() {}

  static void mark(OpenAPI api) {
    Operations.of(api)
        .filter(each -> each.isPost() && each.operation().getRequestBody() != null)
        .map(each -> each.operation().getRequestBody())
        .filter(body -> asksForNothing(api, body))
        .forEach(body -> body.setRequired(false));
  }

  private static boolean asksForNothing(OpenAPI api, RequestBody body) {
    MediaType json = body.getContent().getMediaType("application/json");
    return json != null && SchemaTree.resolve(api, json.getSchema()).getRequired() == null;
  }
}

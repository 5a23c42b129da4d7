package io.github.tillgram.merchantapi.description;

import static java.util.stream.Collectors.joining;

import io.github.tillgram.event.EventType;
import io.github.tillgram.notification.delivery.Wanted;
import java.util.List;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Names the events that an endpoint hears of which asks for none, wherever it could ask. */
final class UsualTypes {

  private static final List<String> SCHEMAS = List.of("NewEndpoint", "EndpointChanges", "Endpoint");
  private static final String FIELD = "types";

  private UsualTypes() {}

  static void name(OpenAPI api) {
    String usual = Wanted.USUALLY.stream().map(EventType::wireName).collect(joining(", "));
    SCHEMAS.stream()
        .map(api.getComponents().getSchemas()::get)
        .map(schema -> schema.getProperties().get(FIELD))
        .forEach(types -> addTo(types, usual));
  }

  private static void addTo(Schema types, String usual) {
    types.setDescription(types.getDescription() + ". The usual ones are " + usual);
  }
}

package io.github.tillgram.merchantapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.tillgram.notification.delivery.DisabledReason;
import io.github.tillgram.notification.delivery.Endpoint;
import io.github.tillgram.notification.delivery.EndpointState;
import io.github.tillgram.notification.delivery.Endpoints;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An endpoint as its merchant sees it. */
@Schema(name = "Endpoint")
public record EndpointView(
    UUID id,
    String url,
    @Schema(
            description = "What it hears of; null for the usual types, which the README lists",
            nullable = true)
        List<String> types,
    EndpointState state,
    @Schema(
            description =
                "GONE: it answered 410. FAILING: it took nothing for five days. BACKLOG: too much"
                    + " waited for it. MERCHANT: you said so",
            nullable = true)
        DisabledReason disabledReason,
    @Schema(description = "Since when it has taken nothing; null while it is well", nullable = true)
        Instant failingSince,
    Instant createdAt,
    @Schema(
            description = "Signs what it hears; in this one answer only, whsec_ and base64",
            nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String secret) {

  static EndpointView of(Endpoint endpoint) {
    return of(endpoint, null);
  }

  static EndpointView of(Endpoints.WithSecret created) {
    return of(created.endpoint(), created.secret().reveal());
  }

  private static EndpointView of(Endpoint endpoint, String secret) {
    return new EndpointView(
        endpoint.id(),
        endpoint.url(),
        endpoint.types().orElse(null),
        endpoint.state(),
        endpoint.disabledReason().orElse(null),
        endpoint.failingSince().orElse(null),
        endpoint.createdAt(),
        secret);
  }
}

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
    @Schema(description = "Where it is called", example = "https://shop.example/tillgram")
        String url,
    @Schema(
            description = "What it hears of; null for the usual ones",
            nullable = true,
            example = "[\"invoice.paid\", \"payment.held\"]")
        List<String> types,
    @Schema(description = "Whether it is called") EndpointState state,
    @Schema(description = "Why it is not called; null while it is", nullable = true)
        DisabledReason disabledReason,
    @Schema(description = "Since when it has taken nothing; null while it is well", nullable = true)
        Instant failingSince,
    Instant createdAt,
    @Schema(
            description =
                "Signs what it hears; in the one answer to the request that made it,"
                    + " whsec_ and base64",
            example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
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

package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.MerchantKeys;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Keys for merchants who have lost theirs; for the operator only. */
@Cancellable(false)
@Path("/api/v1/merchants/{id}/api-keys")
@Tag(name = "Operator")
public class MerchantKeyResource {

  private final MerchantKeys keys;
  private final Clock clock;

  MerchantKeyResource(MerchantKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @POST
  @Idempotent
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "createMerchantApiKey",
      summary = "Make a key for a merchant",
      description =
          "For one who has lost all keys, or the last with the scope manage. The answer holds the"
              + " key, once. Keys that exist are not touched: the merchant revokes them with this"
              + " one.")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      headers =
          @Header(
              name = "Location",
              description = "Where to read it",
              schema =
                  @Schema(
                      implementation = String.class,
                      example = "/api/v1/api-keys/0198f2a4-7c1e-7b7a-9d52-3f6a8c0e1b27")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ApiKeyView.WithSecret.class)))
  @APIResponse(responseCode = "404", description = "There is no such merchant")
  @APIResponse(responseCode = "409", description = "100 keys of the merchant are live")
  @APIResponse(
      responseCode = "422",
      description = "The input is not valid; errors names each field")
  public Uni<Response> create(@RestPath UUID id, ApiKeyRequests.Creation request) {
    if (request == null) {
      throw ProblemException.invalid("name", "must not be missing");
    }
    return keys.make(id, request.check(clock.instant()))
        .map(outcome -> KeyOutcomes.answer(outcome, "merchant"));
  }
}

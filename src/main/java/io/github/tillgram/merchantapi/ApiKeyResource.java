package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.ApiKey;
import io.github.tillgram.merchant.MerchantKeys;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A merchant's keys. */
@Cancellable(false)
@Path("/api/v1/api-keys")
@Tag(name = "API keys")
public class ApiKeyResource {

  private final Caller caller;
  private final MerchantKeys keys;
  private final Clock clock;

  ApiKeyResource(Caller caller, MerchantKeys keys, Clock clock) {
    this.caller = caller;
    this.keys = keys;
    this.clock = clock;
  }

  @POST
  @Idempotent(personal = true)
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "createApiKey",
      summary = "Make a key",
      description =
          "The answer holds the key, once. It cannot have a scope that the key you ask with lacks,"
              + " nor live longer. 100 keys may be live at a time.")
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
  @APIResponse(responseCode = "409", description = "100 of your keys are live")
  @APIResponse(
      responseCode = "422",
      description = "The input is not valid; errors names each field")
  public Uni<Response> create(ApiKeyRequests.Creation request) {
    if (request == null) {
      throw ProblemException.invalid("name", "must not be missing");
    }
    return keys.make(caller.key(), request.check(clock.instant(), caller.key()))
        .map(ApiKeyResource::answer);
  }

  @GET
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "listApiKeys",
      summary = "List your keys, newest first",
      description = "Those that were revoked or have expired, too. None is shown itself.")
  public Uni<PageView<ApiKeyView>> list(@RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return keys.list(caller.merchantId(), Cursor.read(cursor), size + 1)
        .map(found -> Cursor.page(found, size, ApiKey::id, ApiKeyView::of));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.MANAGE)
  @Operation(operationId = "readApiKey", summary = "Read what is known of one of your keys")
  public Uni<ApiKeyView> read(@RestPath UUID id) {
    return keys.find(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("key")))
        .map(ApiKeyView::of);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "revokeApiKey",
      summary = "Revoke a key",
      description =
          "It is refused from then on, by every replica. The last live key with the scope manage"
              + " stays: make another first, or rotate it with the overlap PT0S. May be repeated.")
  @APIResponse(responseCode = "204", description = "Revoked, now or before")
  @APIResponse(responseCode = "404", description = "You have no such key")
  @APIResponse(responseCode = "409", description = "It is your last with the scope manage")
  public Uni<Response> revoke(@RestPath UUID id) {
    return keys.revoke(caller.merchantId(), id).map(ApiKeyResource::answer);
  }

  @POST
  @Idempotent(personal = true)
  @Path("/{id}/rotate")
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "rotateApiKey",
      summary = "Replace a key by one with the same name, scopes and end",
      description =
          "The answer holds the new key, once. The one before counts on for the overlap. A key that"
              + " may or lives more than the one you ask with cannot be rotated.")
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
  @APIResponse(responseCode = "404", description = "You have no such key")
  @APIResponse(
      responseCode = "409",
      description = "It has ended or was rotated before, or 100 of your keys are live")
  @APIResponse(responseCode = "422", description = "overlap is not valid")
  public Uni<Response> rotate(@RestPath UUID id, ApiKeyRequests.Rotation request) {
    Duration overlap = (request == null ? ApiKeyRequests.Rotation.USUAL : request).check();
    return keys.rotate(caller.key(), id, overlap).map(ApiKeyResource::answer);
  }

  private static Response answer(MerchantKeys.Outcome outcome) {
    return KeyOutcomes.answer(outcome, "key");
  }
}

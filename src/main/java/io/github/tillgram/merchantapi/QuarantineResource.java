package io.github.tillgram.merchantapi;

import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.github.tillgram.webhook.Quarantine;
import io.github.tillgram.webhook.QuarantinedBody;
import io.github.tillgram.webhook.ReplayQuarantined;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Updates that name money and could not be handled; for the operator only. */
@Cancellable(false)
@Path("/api/v1/quarantine")
@Tag(name = "Operator")
public class QuarantineResource {

  private final Quarantine quarantine;
  private final ReplayQuarantined replay;

  QuarantineResource(Quarantine quarantine, ReplayQuarantined replay) {
    this.quarantine = quarantine;
    this.replay = replay;
  }

  @Schema(name = "QuarantinedBody")
  public record View(
      UUID id,
      @Schema(description = "The bot whose webhook it came to") UUID botId,
      @Schema(description = "Why it could not be handled", example = "UNREADABLE") String reason,
      @Schema(description = "When it came: ISO 8601 in UTC") Instant receivedAt,
      @Schema(
              description = "When it was given to its handler again and was handled; null before",
              nullable = true)
          Instant replayedAt) {

    static View of(QuarantinedBody body) {
      return new View(
          body.id(),
          body.botId(),
          body.reason(),
          body.receivedAt(),
          body.replayedAt().orElse(null));
    }
  }

  @GET
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "listQuarantined",
      summary = "List quarantined bodies, newest first",
      description = "The bodies themselves hold personal data and are not shown.")
  public Uni<PageView<View>> list(@RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return quarantine
        .list(Cursor.read(cursor), size + 1)
        .map(found -> Cursor.page(found, size, QuarantinedBody::id, View::of));
  }

  @POST
  @Idempotent(outside = true)
  @Path("/{id}/replay")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "replayQuarantined",
      summary = "Give a quarantined body to its handler again")
  @APIResponse(responseCode = "204", description = "Handled")
  @APIResponse(responseCode = "409", description = "It still cannot be handled; the log says why")
  public Uni<Response> replay(@RestPath UUID id) {
    return replay.replay(id).map(QuarantineResource::respond);
  }

  private static Response respond(ReplayQuarantined.Result result) {
    if (result == ReplayQuarantined.Result.NOT_FOUND) {
      throw ProblemException.notFound("quarantined body");
    }
    if (result == ReplayQuarantined.Result.STILL_FAILS) {
      throw new ProblemException(ProblemType.CONFLICT, "It still cannot be handled.");
    }
    return Response.noContent().build();
  }
}

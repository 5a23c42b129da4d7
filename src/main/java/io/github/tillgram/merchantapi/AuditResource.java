package io.github.tillgram.merchantapi;

import io.github.tillgram.event.EventFilter;
import io.github.tillgram.event.Events;
import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Who did what, when and why, at one merchant's or in the operator's household. */
@Cancellable(false)
@Path("/api/v1/audit")
@Tag(name = "Operator")
public class AuditResource {

  private final Events events;
  private final ReadingPermits permits;

  AuditResource(Events events, ReadingPermits permits) {
    this.events = events;
    this.permits = permits;
  }

  @GET
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "listAudit",
      summary = "List who did what, newest first",
      description =
          "The events of one merchant, as he lists them under /api/v1/events; without merchantId"
              + " those of the operator's own household: provider bots for all merchants and"
              + " re-encryptions. Keys are named by their ids, so keys that ended are kept."
              + " Filters are combined; from is inclusive, to is exclusive. Each event is bound to"
              + " the one before by a hash: see /api/v1/event-chains.")
  public Uni<PageView<PublishedEventView>> list(
      @Parameter(
              description = "Whose events; the operator's own if left out",
              schema = @Schema(implementation = UUID.class))
          @RestQuery
          String merchantId,
      @Parameter(description = EventQueries.ACTOR, example = "key") @RestQuery String actor,
      @Parameter(
              description = "One or more types, repeated: type=bot.changed&type=api_key.created",
              example = "[\"bot.changed\", \"api_key.created\"]")
          @RestQuery
          List<String> type,
      @Parameter(description = "ISO 8601, inclusive", example = "2026-12-01T00:00:00Z") @RestQuery
          String from,
      @Parameter(description = "ISO 8601, exclusive", example = "2027-01-01T00:00:00Z") @RestQuery
          String to,
      @Parameter(description = "nextCursor of the page before") @RestQuery String cursor,
      @Parameter(description = "1 to 200; 50 if left out") @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    EventFilter filter =
        new EventFilter(
            EventQueries.types(type),
            Optional.empty(),
            EventQueries.actor(actor),
            Parameters.time("from", from),
            Parameters.time("to", to),
            Cursor.read(cursor).map(UUID::getLeastSignificantBits),
            false);
    UUID whose = Parameters.uuid("merchantId", merchantId).orElse(Merchants.OPERATOR);
    return permits
        .with(whose, () -> events.search(whose, filter, size + 1))
        .map(
            found ->
                Cursor.page(
                    found, size, event -> Cursor.of(event.position()), PublishedEventView::of));
  }
}

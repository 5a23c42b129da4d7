package io.github.tillgram.merchantapi;

import io.github.tillgram.event.EventId;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.notification.delivery.Delivery;
import io.github.tillgram.notification.delivery.DeliveryFilter;
import io.github.tillgram.notification.delivery.DeliveryLog;
import io.github.tillgram.notification.delivery.DeliveryState;
import io.github.tillgram.notification.delivery.EndpointOff;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What became of events at a merchant's endpoints. */
@Cancellable(false)
@Path("/api/v1/deliveries")
@Tag(name = "Deliveries")
public class DeliveryLogResource {

  private final Caller caller;
  private final DeliveryLog log;

  DeliveryLogResource(Caller caller, DeliveryLog log) {
    this.caller = caller;
    this.log = log;
  }

  /** The delivery that was made of a wish. */
  @Schema(name = "NewDelivery")
  public record Started(
      @Schema(description = "Read it under /api/v1/deliveries/{id}") UUID deliveryId) {}

  @GET
  @RolesAllowed(Roles.READ)
  @Operation(
      operationId = "listDeliveries",
      summary = "List deliveries, newest first",
      description =
          "Filters are combined. What ended is kept for 30 days, or as long as the operator set.")
  public Uni<PageView<DeliveryView>> list(
      @Parameter(
              description = "Only those to this endpoint",
              schema = @Schema(implementation = UUID.class))
          @RestQuery
          String endpointId,
      @Parameter(
              description = "Only those that have come this far",
              schema = @Schema(implementation = DeliveryState.class))
          @RestQuery
          String state,
      @Parameter(
              description = "Only those of this event",
              schema =
                  @Schema(implementation = String.class, maxLength = PublishedEventView.LONGEST_ID),
              example = "evt_5b1f0c9a77d2_1042")
          @RestQuery
          String eventId,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    DeliveryFilter filter =
        new DeliveryFilter(
            Parameters.uuid("endpointId", endpointId),
            Parameters.constant("state", state, DeliveryState.class),
            position(eventId),
            Cursor.read(cursor));
    return log.search(caller.merchantId(), filter, size + 1)
        .map(found -> Cursor.page(found, size, Delivery::id, DeliveryView::of));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.READ)
  @Operation(operationId = "readDelivery", summary = "Read a delivery with all its attempts")
  public Uni<DeliveryView> read(@RestPath UUID id) {
    return log.find(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("delivery")))
        .map(DeliveryView::withTries);
  }

  @POST
  @Idempotent
  @Path("/{id}/redeliver")
  @RolesAllowed(Roles.WRITE)
  @Operation(
      operationId = "redeliver",
      summary = "Send the same event to the same endpoint once more",
      description =
          "However the delivery ended. A new one is made, with the same webhook-id; it waits for no"
              + " other.")
  @APIResponse(responseCode = "409", description = "The endpoint is switched off")
  @APIResponse(
      responseCode = "202",
      description = "On its way",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Started.class)))
  public Uni<Response> redeliver(@RestPath UUID id) {
    return log.redeliver(caller.merchantId(), id)
        .onFailure(EndpointOff.class)
        .transform(off -> new ProblemException(ProblemType.CONFLICT, off.getMessage()))
        .map(made -> made.orElseThrow(() -> ProblemException.notFound("delivery")))
        .map(made -> Response.accepted(new Started(made)).build());
  }

  private Optional<Long> position(String eventId) {
    return Parameters.text("eventId", eventId)
        .map(
            id ->
                EventId.position(caller.merchantId(), id)
                    .orElseThrow(
                        () ->
                            ProblemException.invalid(
                                "eventId", "must be the id of one of your events")));
  }
}

package io.github.tillgram.merchantapi;

import io.github.tillgram.event.EventFilter;
import io.github.tillgram.event.Events;
import io.github.tillgram.event.PublishedEvent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What happened, for those who ask again or were not there. */
@Cancellable(false)
@Path("/api/v1/events")
@Tag(name = "Events")
public class EventResource {

  /** Which end of the list comes first. */
  enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  private final Caller caller;
  private final Events events;
  private final ReadingPermits permits;

  EventResource(Caller caller, Events events, ReadingPermits permits) {
    this.permits = permits;
    this.caller = caller;
    this.events = events;
  }

  @GET
  @RolesAllowed(Roles.READ)
  @Operation(
      operationId = "listEvents",
      summary = "List what happened, newest first",
      description =
          "Everything deliveries tell, and more. What data holds follows from type and version:"
              + " each type has a schema, such as InvoicePaidData, and src/docs/events.md lists them"
              + " with examples; within a version nothing goes or changes its kind. An event is"
              + " listed within about a second, and what was listed never moves. To follow, ask with order=OLDEST_FIRST: then nextCursor"
              + " is never null while there is anything to continue from, and the next page begins"
              + " with what has happened since. Filters are combined; from is inclusive, to is"
              + " exclusive.")
  public Uni<PageView<PublishedEventView>> list(
      @Parameter(
              description = "One or more types, repeated: type=invoice.paid&type=payment.held",
              example = "[\"invoice.paid\", \"payment.held\"]")
          @RestQuery
          List<String> type,
      @RestQuery String invoiceId,
      @Parameter(description = EventQueries.ACTOR, example = "key") @RestQuery String actor,
      @RestQuery String from,
      @RestQuery String to,
      @Parameter(
              description = "Which end of the list comes first; NEWEST_FIRST if left out",
              schema = @Schema(implementation = Order.class))
          @RestQuery
          String order,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    boolean oldestFirst =
        Parameters.constant("order", order, Order.class)
            .filter(Order.OLDEST_FIRST::equals)
            .isPresent();
    EventFilter filter =
        new EventFilter(
            EventQueries.types(type),
            Parameters.uuid("invoiceId", invoiceId),
            EventQueries.actor(actor),
            Parameters.time("from", from),
            Parameters.time("to", to),
            Cursor.read(cursor).map(UUID::getLeastSignificantBits),
            oldestFirst);
    UUID merchantId = caller.merchantId();
    return permits
        .with(merchantId, () -> events.search(merchantId, filter, size + 1))
        .map(found -> page(found, size, oldestFirst, cursor));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.READ)
  @Operation(operationId = "readEvent", summary = "Read an event")
  public Uni<PublishedEventView> read(
      @Parameter(
              description = "The id of the event, which deliveries carry as webhook-id",
              schema =
                  @Schema(implementation = String.class, maxLength = PublishedEventView.LONGEST_ID),
              example = "evt_5b1f0c9a77d2_1042")
          @RestPath
          String id) {
    return events
        .find(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("event")))
        .map(PublishedEventView::of);
  }

  /** Whoever follows goes on from where he was, also when nothing is left for now. */
  private static PageView<PublishedEventView> page(
      List<PublishedEvent> found, int size, boolean follows, String cursor) {
    PageView<PublishedEventView> page =
        Cursor.page(found, size, event -> Cursor.of(event.position()), PublishedEventView::of);
    if (!follows || page.nextCursor() != null) {
      return page;
    }
    String next =
        found.isEmpty() ? cursor : Cursor.write(Cursor.of(found.get(found.size() - 1).position()));
    return new PageView<>(page.items(), next);
  }
}

package io.github.tillgram.merchantapi;

import io.github.tillgram.event.EventType;
import io.github.tillgram.merchantapi.idempotency.Effect;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.notification.delivery.Endpoint;
import io.github.tillgram.notification.delivery.EndpointOff;
import io.github.tillgram.notification.delivery.EndpointRepository;
import io.github.tillgram.notification.delivery.Endpoints;
import io.github.tillgram.notification.delivery.InvalidEndpointUrl;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

/** Where a merchant hears of events. */
@Cancellable(false)
@Path("/api/v1/endpoints")
@Tag(name = "Deliveries")
public class EndpointResource {

  private static final int MOST_TYPES = 100;

  private final Caller caller;
  private final Effect effect;
  private final Endpoints endpoints;
  private final EndpointRepository repository;

  EndpointResource(
      Caller caller, Effect effect, Endpoints endpoints, EndpointRepository repository) {
    this.caller = caller;
    this.effect = effect;
    this.endpoints = endpoints;
    this.repository = repository;
  }

  @POST
  @Idempotent(outside = true)
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "createEndpoint",
      summary = "Add an endpoint",
      description =
          "It is called with POST for every event from now on, signed as Standard Webhooks has it."
              + " The answer holds the secret, once. Any 2xx within 15 s counts; everything else is"
              + " tried again for about three days, after 5 s, 1 min, 5 min, 30 min, 2 h, 5 h and"
              + " then every 10 h. Events about one invoice arrive in order.")
  @APIResponse(
      responseCode = "201",
      description = "Added",
      headers =
          @Header(
              name = "Location",
              description = "Where to read it",
              schema =
                  @Schema(
                      implementation = String.class,
                      example = "/api/v1/endpoints/0198f2a4-7c1e-7b7a-9d52-3f6a8c0e1b27")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = EndpointView.class)))
  @APIResponse(responseCode = "409", description = "You have 50 endpoints already")
  @APIResponse(responseCode = "422", description = "The url must not be called, or is none")
  public Uni<Response> create(EndpointRequests.NewEndpoint request) {
    if (request == null || request.url() == null) {
      throw ProblemException.invalid("url", "must not be missing");
    }
    Optional<List<String>> types =
        Optional.ofNullable(request.types()).filter(names -> !names.isEmpty());
    types.ifPresent(EndpointResource::checkTypes);
    return checkUrl(request.url())
        .chain(() -> endpoints.create(effect.id(), caller.merchantId(), request.url(), types))
        .map(
            created ->
                created.orElseThrow(
                    () ->
                        new ProblemException(
                            ProblemType.CONFLICT,
                            "You have "
                                + Endpoints.MOST
                                + " endpoints, which is the most; delete one first.")))
        .map(
            created ->
                Response.created(URI.create("/api/v1/endpoints/" + created.endpoint().id()))
                    .entity(EndpointView.of(created))
                    .build());
  }

  @GET
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(operationId = "listEndpoints", summary = "List your endpoints, newest first")
  public Uni<PageView<EndpointView>> list(@RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return repository
        .listOwn(caller.merchantId(), Cursor.read(cursor), size + 1)
        .map(found -> Cursor.page(found, size, Endpoint::id, EndpointView::of));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(operationId = "readEndpoint", summary = "Read an endpoint")
  public Uni<EndpointView> read(@RestPath UUID id) {
    return repository
        .findOwn(caller.merchantId(), id)
        .map(EndpointResource::found)
        .map(EndpointView::of);
  }

  @PATCH
  @Path("/{id}")
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "changeEndpoint",
      summary = "Change an endpoint, or switch it off or on",
      description =
          "What waits for it is sent to the new address. While it is off nothing new is put in line"
              + " for it; use /recover afterwards.")
  public Uni<EndpointView> change(@RestPath UUID id, EndpointRequests.EndpointChanges request) {
    if (request == null
        || (request.url() == null && request.types() == null && request.enabled() == null)) {
      throw ProblemException.invalid(
          "url", "give url, types or enabled; there is nothing to change");
    }
    Optional<List<String>> types =
        Optional.ofNullable(request.types()).filter(names -> !names.isEmpty());
    types.ifPresent(EndpointResource::checkTypes);
    Endpoints.Changes changes =
        new Endpoints.Changes(
            Optional.ofNullable(request.url()),
            types,
            request.types() != null,
            Optional.ofNullable(request.enabled()));
    Uni<Void> checked =
        request.url() == null ? Uni.createFrom().voidItem() : checkUrl(request.url());
    return checked
        .chain(() -> endpoints.change(caller.merchantId(), id, changes))
        .map(EndpointResource::found)
        .map(EndpointView::of);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "deleteEndpoint",
      summary = "Delete an endpoint",
      description = "It is not called any more; what waits for it is given up.")
  @APIResponse(responseCode = "204", description = "Deleted")
  public Uni<Void> delete(@RestPath UUID id) {
    return endpoints
        .delete(caller.merchantId(), id)
        .invoke(
            deleted -> {
              if (!deleted) {
                throw ProblemException.notFound("endpoint");
              }
            })
        .replaceWithVoid();
  }

  @POST
  @Idempotent
  @Path("/{id}/rotate")
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "rotateEndpointSecret",
      summary = "Replace the secret that signs",
      description =
          "The answer holds the new secret, once. Until overlap has passed every delivery carries a"
              + " signature of each secret, so verify with either. The five latest sign at most.")
  @APIResponse(responseCode = "200", description = "Replaced")
  public Uni<EndpointView> rotate(@RestPath UUID id, EndpointRequests.Rotation request) {
    Duration overlap = EndpointRequests.overlap(request);
    return endpoints
        .rotate(caller.merchantId(), id, overlap)
        .map(EndpointResource::found)
        .map(EndpointView::of);
  }

  @POST
  @Idempotent
  @Path("/{id}/recover")
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "recoverDeliveries",
      summary = "Have everything sent that was missed",
      description =
          "All events of its types that happened then or later and were neither delivered to it nor"
              + " wait for it. What happened before deliveries are kept, which is 30 days unless the"
              + " operator has set something else, is left out: nobody knows whether it was"
              + " delivered. List it at /api/v1/events.")
  @APIResponse(responseCode = "202", description = "They are put in line")
  public Uni<Response> recover(@RestPath UUID id, EndpointRequests.Recovery request) {
    if (request == null || request.since() == null) {
      throw ProblemException.invalid("since", "must not be missing");
    }
    Instant since =
        Parameters.time("since", request.since())
            .orElseThrow(() -> ProblemException.invalid("since", "must not be empty"));
    return endpoints
        .recover(caller.merchantId(), id, since)
        .map(
            found -> {
              if (!found) {
                throw ProblemException.notFound("endpoint");
              }
              return Response.accepted().build();
            });
  }

  @POST
  @Idempotent
  @Path("/{id}/example")
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "sendExampleEvent",
      summary = "Send an example event",
      description =
          "Signed like any other, with values that are nobody's and example = true in the body.")
  @APIResponse(responseCode = "409", description = "The endpoint is switched off")
  @APIResponse(
      responseCode = "202",
      description = "On its way",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DeliveryLogResource.Started.class)))
  public Uni<Response> example(@RestPath UUID id, EndpointRequests.Example request) {
    String type = request == null || request.type() == null ? "" : request.type();
    checkType("type", type);
    return endpoints
        .sendExample(caller.merchantId(), id, type)
        .onFailure(EndpointOff.class)
        .transform(off -> new ProblemException(ProblemType.CONFLICT, off.getMessage()))
        .map(EndpointResource::found)
        .map(made -> Response.accepted(new DeliveryLogResource.Started(made)).build());
  }

  private Uni<Void> checkUrl(String url) {
    return endpoints
        .check(url)
        .onFailure(InvalidEndpointUrl.class)
        .transform(refused -> ProblemException.invalid("url", refused.getMessage()));
  }

  private static void checkTypes(List<String> types) {
    if (types.size() > MOST_TYPES) {
      throw ProblemException.invalid("types", "must not have more than 100 entries");
    }
    for (int i = 0; i < types.size(); i++) {
      checkType("types[" + i + "]", types.get(i));
    }
  }

  private static void checkType(String field, String type) {
    if (type == null || EventType.of(type).isEmpty()) {
      throw ProblemException.invalid(
          field,
          "must be the type of an event, like invoice.paid; EventType in the description lists them");
    }
  }

  private static <T> T found(Optional<T> found) {
    return found.orElseThrow(() -> ProblemException.notFound("endpoint"));
  }
}

package io.github.tillgram.merchantapi;

import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.payments.UnknownSeller;
import io.github.tillgram.payments.paidmedia.PaidMedia;
import io.github.tillgram.payments.paidmedia.PaidMediaAccess;
import io.github.tillgram.payments.paidmedia.PaidMediaAccesses;
import io.github.tillgram.payments.paidmedia.PaidMediaRepository;
import io.github.tillgram.payments.paidmedia.SellPaidMedia;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Pictures and videos that a merchant's bots sell for Stars. */
@Cancellable(false)
@Path("/api/v1/paid-media")
@Tag(name = "Paid media")
public class PaidMediaResource {

  private final Caller caller;
  private final SellPaidMedia sellPaidMedia;
  private final PaidMediaRepository repository;
  private final PaidMediaAccesses accesses;

  PaidMediaResource(
      Caller caller,
      SellPaidMedia sellPaidMedia,
      PaidMediaRepository repository,
      PaidMediaAccesses accesses) {
    this.caller = caller;
    this.sellPaidMedia = sellPaidMedia;
    this.repository = repository;
    this.accesses = accesses;
  }

  @POST
  @RolesAllowed(Roles.WRITE)
  @Idempotent
  @Operation(
      operationId = "sellPaidMedia",
      summary = "Have the bot sell pictures and videos in a chat",
      description =
          "They show themselves to whoever pays; Telegram takes the Stars and asks nobody first."
              + " The status says when they were sent, or why they were not. What Telegram did not"
              + " answer is UNKNOWN and never sent again.")
  @APIResponse(
      responseCode = "202",
      description = "On its way",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PaidMediaView.class)))
  @APIResponse(
      responseCode = "422",
      description = "The input is not valid; errors names each field")
  public Uni<Response> sell(PaidMediaRequest request) {
    if (request == null) {
      throw ProblemException.invalid("media", "must not be missing");
    }
    return sellPaidMedia
        .sell(request.check(caller.merchantId()))
        .map(sold -> Response.accepted(PaidMediaView.of(sold)).build())
        .onFailure(UnknownSeller.class)
        .transform(unknown -> ProblemException.invalid("botId", unknown.getMessage()));
  }

  @GET
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(operationId = "listPaidMedia", summary = "List your paid media, newest first")
  public Uni<PageView<PaidMediaView>> list(@RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return repository
        .listOwn(caller.merchantId(), Cursor.read(cursor), size + 1)
        .map(found -> Cursor.page(found, size, PaidMedia::id, PaidMediaView::of));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(operationId = "readPaidMedia", summary = "Read paid media")
  public Uni<PaidMediaView> read(@RestPath UUID id) {
    return own(id).map(PaidMediaView::of);
  }

  @GET
  @Path("/{id}/purchases")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "listPaidMediaPurchases",
      summary = "List who bought them, newest first",
      description =
          "Each is an access, not a payment: Telegram does not say here what was paid. Purchases"
              + " in a channel are not told.")
  public Uni<PageView<PaidMediaView.Purchase>> purchases(
      @RestPath UUID id, @RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return own(id)
        .chain(media -> accesses.of(media.id(), Cursor.read(cursor), size + 1))
        .map(found -> Cursor.page(found, size, PaidMediaAccess::id, PaidMediaView.Purchase::of));
  }

  private Uni<PaidMedia> own(UUID id) {
    return repository
        .findOwn(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("paid media")));
  }
}

package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.Subscription;
import io.github.tillgram.invoice.SubscriptionFilter;
import io.github.tillgram.invoice.SubscriptionRepository;
import io.github.tillgram.invoice.SubscriptionStatus;
import io.github.tillgram.merchantapi.description.Reports;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.payments.EditSubscription;
import io.github.tillgram.payments.EditSubscription.Outcome;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What payers subscribed to. Telegram takes the Stars of each period by itself. */
@Cancellable(false)
@Path("/api/v1/subscriptions")
@Tag(name = "Subscriptions")
public class SubscriptionResource {

  private final Caller caller;
  private final SubscriptionRepository subscriptions;
  private final EditSubscription editSubscription;

  SubscriptionResource(
      Caller caller, SubscriptionRepository subscriptions, EditSubscription editSubscription) {
    this.caller = caller;
    this.subscriptions = subscriptions;
    this.editSubscription = editSubscription;
  }

  @GET
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "listSubscriptions",
      summary = "List subscriptions, newest first",
      description =
          "Filters are combined. A payer's later subscription by the same invoice is an entry of"
              + " its own.")
  public Uni<PageView<SubscriptionView>> list(
      @Parameter(
              description = "Only those that stand like this",
              schema = @Schema(implementation = SubscriptionStatus.class))
          @RestQuery
          String status,
      @RestQuery String botId,
      @RestQuery String invoiceId,
      @RestQuery String payerId,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    SubscriptionFilter filter =
        new SubscriptionFilter(
            Parameters.constant("status", status, SubscriptionStatus.class),
            Parameters.uuid("botId", botId),
            Parameters.uuid("invoiceId", invoiceId),
            Parameters.number("payerId", payerId),
            Cursor.read(cursor));
    return subscriptions
        .search(caller.merchantId(), filter, size + 1)
        .map(found -> Cursor.page(found, size, Subscription::id, SubscriptionView::of));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(operationId = "readSubscription", summary = "Read a subscription")
  public Uni<SubscriptionView> read(@RestPath UUID id) {
    return subscriptions
        .findOwn(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("subscription")))
        .map(SubscriptionView::of);
  }

  @POST
  @Idempotent(outside = true)
  @Path("/{id}/cancel")
  @RolesAllowed(Roles.WRITE)
  @Reports({ProblemType.TELEGRAM_REFUSED, ProblemType.TELEGRAM_UNAVAILABLE})
  @Operation(
      operationId = "cancelSubscription",
      summary = "Turn renewal off",
      description =
          "The payer keeps access until expiresAt, is charged no more and cannot turn renewal on."
              + " Gives no Stars back: that is a refund. May be repeated.")
  @APIResponse(responseCode = "200", description = "Turned off, now or before")
  @APIResponse(responseCode = "409", description = "The first payment has not arrived yet")
  @APIResponse(responseCode = "422", description = "Telegram refused, for example CHARGE_NOT_FOUND")
  @APIResponse(
      responseCode = "502",
      description =
          "Telegram did not answer, and it may have been done: repeat the call; Retry-After when"
              + " Telegram asks to wait")
  public Uni<SubscriptionView> cancel(@RestPath UUID id) {
    return editSubscription.cancel(caller.merchantId(), id).map(SubscriptionResource::edited);
  }

  @POST
  @Idempotent(outside = true)
  @Path("/{id}/enable")
  @RolesAllowed(Roles.WRITE)
  @Reports({ProblemType.TELEGRAM_REFUSED, ProblemType.TELEGRAM_UNAVAILABLE})
  @Operation(
      operationId = "enableSubscription",
      summary = "Let the payer turn renewal on again",
      description =
          "Only takes back a cancel of yours: the status becomes CANCELED_BY_PAYER, and nothing is"
              + " charged unless the payer turns renewal on. May be repeated.")
  @APIResponse(responseCode = "200", description = "Allowed, now or before")
  @APIResponse(responseCode = "409", description = "The first payment has not arrived yet")
  @APIResponse(responseCode = "422", description = "Telegram refused, for example CHARGE_NOT_FOUND")
  @APIResponse(
      responseCode = "502",
      description =
          "Telegram did not answer, and it may have been done: repeat the call; Retry-After when"
              + " Telegram asks to wait")
  public Uni<SubscriptionView> enable(@RestPath UUID id) {
    return editSubscription.enable(caller.merchantId(), id).map(SubscriptionResource::edited);
  }

  private static SubscriptionView edited(Outcome outcome) {
    if (outcome instanceof Outcome.Ok) {
      return SubscriptionView.of(((Outcome.Ok) outcome).subscription());
    }
    throw explain(outcome);
  }

  private static ProblemException explain(Outcome outcome) {
    if (outcome instanceof Outcome.FirstPaymentUnknown) {
      return new ProblemException(
          ProblemType.CONFLICT,
          "The payment that the subscription began with has not arrived yet; try again later.");
    }
    if (outcome instanceof Outcome.TokenIsVoid) {
      return new ProblemException(
          ProblemType.TELEGRAM_REFUSED,
          "Telegram does not know the bot's token any more; replace it with PATCH"
              + " /api/v1/bots/{id}.");
    }
    if (outcome instanceof Outcome.RateLimited) {
      return new ProblemException(ProblemType.TELEGRAM_UNAVAILABLE, "Telegram asks to wait.")
          .retryAfter(((Outcome.RateLimited) outcome).retryAfter());
    }
    if (outcome instanceof Outcome.Refused) {
      return new ProblemException(
          ProblemType.TELEGRAM_REFUSED, ((Outcome.Refused) outcome).reason());
    }
    if (outcome instanceof Outcome.Unanswered) {
      return new ProblemException(
          ProblemType.TELEGRAM_UNAVAILABLE,
          "Telegram did not answer: " + ((Outcome.Unanswered) outcome).reason());
    }
    return ProblemException.notFound("subscription");
  }
}

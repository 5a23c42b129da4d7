package io.github.tillgram.merchantapi;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.merchantapi.description.Reports;
import io.github.tillgram.merchantapi.idempotency.Effect;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.payments.StarBalance;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.github.tillgram.webhook.BotNotConnected;
import io.github.tillgram.webhook.ConnectBot;
import io.github.tillgram.webhook.RegisterWebhook;
import io.github.tillgram.webhook.WebhookReport;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** A merchant's bots, and with the operator's key the provider bots that serve all merchants. */
@Cancellable(false)
@Path("/api/v1/bots")
@Tag(name = "Bots")
public class BotResource {

  private final Caller caller;
  private final Effect effect;
  private final BotRepository bots;
  private final ConnectBot connectBot;
  private final RegisterWebhook webhook;
  private final WebhookReport report;
  private final StarBalance starBalance;

  BotResource(
      Caller caller,
      Effect effect,
      BotRepository bots,
      ConnectBot connectBot,
      RegisterWebhook webhook,
      WebhookReport report,
      StarBalance starBalance) {
    this.caller = caller;
    this.effect = effect;
    this.bots = bots;
    this.connectBot = connectBot;
    this.webhook = webhook;
    this.report = report;
    this.starBalance = starBalance;
  }

  @POST
  @RolesAllowed({Roles.MANAGE, Roles.OPERATOR})
  @Idempotent(outside = true)
  @Reports({ProblemType.TELEGRAM_REFUSED, ProblemType.TELEGRAM_UNAVAILABLE})
  @Operation(
      operationId = "connectBot",
      summary = "Connect a bot",
      description =
          "Checks the token with getMe, keeps the bot, and registers its webhook with a secret of"
              + " its own. If Telegram does not take the webhook at once, the bot is kept with"
              + " registered = false and the registration is repeated. A bot with the role PROVIDER"
              + " holds the conversation in which A-Pay projects are connected: yours for you, one"
              + " added with the operator's key for all merchants.")
  @APIResponse(
      responseCode = "201",
      description = "Connected",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = BotView.class)))
  @APIResponse(responseCode = "409", description = "The bot is connected already")
  @APIResponse(responseCode = "422", description = "The input is not valid, or Telegram refused")
  @APIResponse(responseCode = "502", description = "Telegram did not answer")
  public Uni<Response> connect(BotRequests.NewBot request) {
    if (request == null) {
      throw ProblemException.invalid("token", "must not be missing");
    }
    return connectBot
        .connect(request.check(effect.id(), caller.household(), caller.isOperator()))
        .map(bot -> Response.status(Response.Status.CREATED).entity(view(bot)).build())
        .onFailure()
        .transform(BotResource::explain);
  }

  @GET
  @RolesAllowed({Roles.READ, Roles.OPERATOR})
  @WithSession
  @Operation(operationId = "listBots", summary = "List your bots, newest first")
  public Uni<PageView<BotView>> list(@RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return bots.listOwn(caller.household(), Cursor.read(cursor), size + 1)
        .map(found -> Cursor.page(found, size, Bot::id, this::view));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.READ, Roles.OPERATOR})
  @WithSession
  @Operation(operationId = "readBot", summary = "Read one of your bots")
  public Uni<BotView> read(@RestPath UUID id) {
    return own(id).map(this::view);
  }

  @PATCH
  @Path("/{id}")
  @RolesAllowed({Roles.MANAGE, Roles.OPERATOR})
  @Reports({ProblemType.CONFLICT, ProblemType.TELEGRAM_REFUSED, ProblemType.TELEGRAM_UNAVAILABLE})
  @Operation(
      operationId = "changeBot",
      summary = "Replace a bot's tokens, or the secret of its webhook",
      description =
          "A new token is checked with getMe and must belong to the same bot; the webhook is"
              + " registered with it, and what could not be sent with the old one is sent. Invoices"
              + " that are out are still paid after any of these changes.")
  public Uni<BotView> change(@RestPath UUID id, BotRequests.BotChanges request) {
    BotRequests.BotChanges changes = request == null ? BotRequests.BotChanges.NONE : request;
    return Panache.withSession(() -> own(id))
        .invoke(bot -> changes.check(bot.mode()))
        .chain(bot -> connectBot.change(bot, changes.toChanges()))
        .map(this::view)
        .onFailure()
        .transform(BotResource::explain);
  }

  @GET
  @Path("/{id}/webhook")
  @RolesAllowed({Roles.READ, Roles.OPERATOR})
  @Reports({
    ProblemType.INVALID_INPUT,
    ProblemType.TELEGRAM_REFUSED,
    ProblemType.TELEGRAM_UNAVAILABLE
  })
  @Operation(
      operationId = "compareWebhook",
      summary = "Compare the webhook as Telegram has it with what it should be")
  public Uni<WebhookReportView> webhook(@RestPath UUID id) {
    return Panache.withSession(() -> own(id))
        .chain(report::of)
        .map(WebhookReportView::of)
        .onFailure()
        .transform(BotResource::explain);
  }

  @GET
  @Path("/{id}/star-balance")
  @RolesAllowed({Roles.READ, Roles.OPERATOR})
  @Reports({
    ProblemType.INVALID_INPUT,
    ProblemType.TELEGRAM_REFUSED,
    ProblemType.TELEGRAM_UNAVAILABLE
  })
  @Operation(
      operationId = "readStarBalance",
      summary = "Ask Telegram how many Stars the bot has",
      description =
          "As of now, and not kept. Stars can go without a refund of yours: by a withdrawal, or"
              + " when a payer gets his money back from Apple or Google.")
  @APIResponse(
      responseCode = "200",
      description = "The balance",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = StarBalanceView.class)))
  @APIResponse(responseCode = "422", description = "Telegram refused")
  @APIResponse(responseCode = "502", description = "Telegram did not answer")
  public Uni<StarBalanceView> starBalance(@RestPath UUID id) {
    return Panache.withSession(() -> own(id))
        .chain(starBalance::of)
        .map(StarBalanceView::of)
        .onFailure()
        .transform(BotResource::explain);
  }

  private Uni<Bot> own(UUID id) {
    return bots.findOwn(caller.household(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("bot")));
  }

  private BotView view(Bot bot) {
    return BotView.of(bot, webhook.urlOf(bot));
  }

  private static Throwable explain(Throwable failure) {
    if (failure instanceof BotNotConnected.UnknownToken) {
      return ProblemException.invalid(
          "token", "is not known to Telegram; copy it from @BotFather again");
    }
    if (failure instanceof BotNotConnected.Elsewhere) {
      BotEnvironment home = ((BotNotConnected.Elsewhere) failure).environment();
      return ProblemException.invalid(
          "environment",
          "must be %s: Telegram knows this bot on its %s servers only"
              .formatted(home, home == BotEnvironment.TEST ? "test" : "live"));
    }
    if (failure instanceof BotNotConnected.TokenOfAnotherBot) {
      return ProblemException.invalid("token", "belongs to another bot; connect that one instead");
    }
    if (failure instanceof BotNotConnected.Refused) {
      return new ProblemException(ProblemType.TELEGRAM_REFUSED, failure.getMessage());
    }
    if (failure instanceof BotNotConnected) {
      return new ProblemException(
          ProblemType.TELEGRAM_UNAVAILABLE, "Telegram did not answer: " + failure.getMessage());
    }
    if (DatabaseTrouble.isUniqueViolation(failure)) {
      return new ProblemException(ProblemType.CONFLICT, "This bot is connected already.");
    }
    return failure;
  }
}

package io.github.tillgram.webhook;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.security.CallerAddress;
import io.github.tillgram.security.FailedAuthentications;
import io.github.tillgram.security.FailedAuthentications.Proof;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.webhook.UpdateOutcome.Label;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The door for Telegram. The bot is named by an opaque key, the sender proves himself by the secret
 * we gave Telegram, compared before anything is read.
 */
@Path("/telegram/webhook/{botKey}")
@PermitAll
@FromAllowedSenders
public class WebhookResource {

  private static final Logger LOG = Logger.getLogger(WebhookResource.class);
  private static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

  /** Long enough for a failover, short enough for a payer who waits. */
  private static final int RETRY_AFTER_SECONDS = 2;

  private final BotDirectory directory;
  private final ReceiveUpdate updates;
  private final UpdateMeters meters;
  private final Clock clock;
  private final CallerAddress callers;
  private final FailedAuthentications failures;

  WebhookResource(
      BotDirectory directory,
      ReceiveUpdate updates,
      UpdateMeters meters,
      Clock clock,
      CallerAddress callers,
      FailedAuthentications failures) {
    this.clock = clock;
    this.directory = directory;
    this.updates = updates;
    this.meters = meters;
    this.callers = callers;
    this.failures = failures;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Receives an update from Telegram",
      description =
          "Called by Telegram only. 200 means that the effect is committed, or that the update is"
              + " not ours to handle; the body may hold a method call for Telegram to run.")
  @APIResponse(responseCode = "200", description = "Done with; Telegram forgets the update")
  @APIResponse(responseCode = "401", description = "The secret header is missing or wrong")
  @APIResponse(responseCode = "403", description = "Updates may not come from this address")
  @APIResponse(responseCode = "404", description = "No bot has this key")
  @APIResponse(responseCode = "413", description = "The body is larger than 1 MiB")
  @APIResponse(responseCode = "429", description = "Refused, as too often before")
  @APIResponse(responseCode = "503", description = "Not now; Telegram repeats the update")
  public Uni<Response> receive(
      @RestPath String botKey,
      @RestHeader(SECRET_HEADER) String secret,
      @Context HttpServerRequest request,
      byte[] body) {
    Timer.Sample sample = meters.start();
    return directory
        .find(botKey)
        .chain(bot -> isOutdated(bot, secret) ? directory.readAgain(botKey) : same(bot))
        .chain(
            bot ->
                bot.isEmpty()
                    ? refuse(request, Response.Status.NOT_FOUND)
                    : receive(bot.get(), secret, request, body, sample))
        .onFailure(DatabaseTrouble::isIn)
        .recoverWithItem(failure -> unavailable(sample, failure));
  }

  /** Whether another replica may have given the bot the secret that was presented. */
  private boolean isOutdated(Optional<ConnectedBot> bot, String secret) {
    return secret != null && bot.isPresent() && !bot.get().accepts(secret, clock.instant());
  }

  private static Uni<Optional<ConnectedBot>> same(Optional<ConnectedBot> bot) {
    return Uni.createFrom().item(bot);
  }

  private Uni<Response> receive(
      ConnectedBot bot,
      String secret,
      HttpServerRequest request,
      byte[] body,
      Timer.Sample sample) {
    if (!bot.accepts(secret, clock.instant())) {
      return refuse(request, Response.Status.UNAUTHORIZED);
    }
    MDC.put(LogKeys.BOT_ID, bot.id());
    return updates
        .receive(bot, body)
        .invoke(outcome -> meters.record(sample, outcome))
        .map(WebhookResource::respond);
  }

  private Uni<Response> refuse(HttpServerRequest request, Response.Status status) {
    Optional<Duration> wait = failures.note(Proof.WEBHOOK_SECRET, callers.of(request));
    return Uni.createFrom()
        .item(wait.map(WebhookResource::tooOften).orElseGet(() -> Response.status(status)).build());
  }

  private static Response.ResponseBuilder tooOften(Duration wait) {
    return Response.status(Response.Status.TOO_MANY_REQUESTS)
        .header("Retry-After", wait.toSeconds() + 1);
  }

  private static Response respond(UpdateOutcome outcome) {
    if (outcome.label() == Label.UNAVAILABLE) {
      return retryLater();
    }
    return outcome
        .reply()
        .map(reply -> Response.ok(TelegramJson.write(reply), MediaType.APPLICATION_JSON))
        .orElseGet(Response::ok)
        .build();
  }

  private Response unavailable(Timer.Sample sample, Throwable failure) {
    LOG.warnf("A bot could not be looked up: %s", failure);
    meters.record(sample, UpdateOutcome.of(Label.UNAVAILABLE, UpdateOutcome.NO_KIND));
    return retryLater();
  }

  private static Response retryLater() {
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .header("Retry-After", RETRY_AFTER_SECONDS)
        .build();
  }
}

package io.github.tillgram.webhook;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.security.CallerAddress;
import io.github.tillgram.security.FailedAuthentications;
import io.github.tillgram.security.FailedAuthentications.Proof;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Finds the bot and compares the secret before the body is read: a body of somebody unknown is not
 * waited for.
 */
class RecognizeSender {

  private static final Logger LOG = Logger.getLogger(RecognizeSender.class);
  private static final String BOT = RecognizeSender.class.getName();

  private final BotDirectory directory;
  private final UpdateMeters meters;
  private final Clock clock;
  private final CallerAddress callers;
  private final FailedAuthentications failures;
  private final DoubtedSecrets doubts;

  RecognizeSender(
      BotDirectory directory,
      UpdateMeters meters,
      Clock clock,
      CallerAddress callers,
      FailedAuthentications failures,
      DoubtedSecrets doubts) {
    this.directory = directory;
    this.meters = meters;
    this.clock = clock;
    this.callers = callers;
    this.failures = failures;
    this.doubts = doubts;
  }

  /** Whose sender was recognized. */
  static ConnectedBot botOf(ContainerRequestContext request) {
    return (ConnectedBot) request.getProperty(BOT);
  }

  /** Nothing to answer when the sender knows the secret. */
  @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
  @FromAllowedSenders
  Uni<Response> recognize(ContainerRequestContext request, HttpServerRequest http) {
    String botKey = request.getUriInfo().getPathParameters().getFirst(WebhookResource.BOT_KEY);
    String secret = request.getHeaderString(WebhookResource.SECRET_HEADER);
    Timer.Sample sample = meters.start();
    return directory
        .find(botKey)
        .chain(bot -> isOutdated(bot, secret) ? directory.readAgain(botKey) : same(bot))
        .map(bot -> admit(bot, secret, request, http))
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

  private Response admit(
      Optional<ConnectedBot> bot,
      String secret,
      ContainerRequestContext request,
      HttpServerRequest http) {
    if (bot.isEmpty()) {
      return refuse(http, Response.Status.NOT_FOUND);
    }
    if (!bot.get().accepts(secret, clock.instant())) {
      doubts.note(bot.get().id());
      return refuse(http, Response.Status.UNAUTHORIZED);
    }
    request.setProperty(BOT, bot.get());
    return null;
  }

  private Response refuse(HttpServerRequest http, Response.Status status) {
    return failures
        .note(Proof.WEBHOOK_SECRET, callers.of(http))
        .map(RecognizeSender::tooOften)
        .orElseGet(() -> Response.status(status).build());
  }

  private static Response tooOften(Duration wait) {
    return Response.status(Response.Status.TOO_MANY_REQUESTS)
        .header("Retry-After", wait.toSeconds() + 1)
        .build();
  }

  private Response unavailable(Timer.Sample sample, Throwable failure) {
    LOG.warnf("A bot could not be looked up: %s", failure);
    meters.record(sample, UpdateOutcome.of(UpdateOutcome.Label.UNAVAILABLE, UpdateOutcome.NO_KIND));
    return WebhookResource.retryLater();
  }
}

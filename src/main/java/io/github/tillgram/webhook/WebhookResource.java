package io.github.tillgram.webhook;

import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.webhook.UpdateOutcome.Label;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * The door for Telegram. The bot is named by an opaque key, the sender proves himself by the secret
 * we gave Telegram, compared before anything is read. What was begun is ended although the caller
 * hung up: its transaction is under way, and the permit goes with it.
 */
@Cancellable(false)
@Path("/telegram/webhook/{" + WebhookResource.BOT_KEY + "}")
@PermitAll
@FromAllowedSenders
public class WebhookResource {

  static final String BOT_KEY = "botKey";
  static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

  /** Long enough for a failover, short enough for a payer who waits. */
  private static final int RETRY_AFTER_SECONDS = 2;

  private final ReceiveUpdate updates;
  private final UpdateMeters meters;

  WebhookResource(ReceiveUpdate updates, UpdateMeters meters) {
    this.updates = updates;
    this.meters = meters;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "receiveUpdate",
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
  @Parameter(
      name = BOT_KEY,
      in = ParameterIn.PATH,
      description = "Names the bot",
      schema = @Schema(implementation = String.class))
  @Parameter(
      name = SECRET_HEADER,
      in = ParameterIn.HEADER,
      description = "The secret that Telegram was given for the bot",
      schema = @Schema(implementation = String.class))
  public Uni<Response> receive(@Context ContainerRequestContext request, byte[] body) {
    Timer.Sample sample = meters.start();
    ConnectedBot bot = RecognizeSender.botOf(request);
    MDC.put(LogKeys.BOT_ID, bot.id());
    return updates
        .receive(bot, body)
        .invoke(outcome -> meters.record(sample, outcome))
        .map(WebhookResource::respond);
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

  static Response retryLater() {
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .header("Retry-After", RETRY_AFTER_SECONDS)
        .build();
  }
}

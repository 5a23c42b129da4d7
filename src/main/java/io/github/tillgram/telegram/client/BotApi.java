package io.github.tillgram.telegram.client;

import io.github.tillgram.telegram.api.SendInvoice;
import io.github.tillgram.telegram.api.SendMessage;
import io.github.tillgram.telegram.api.SetWebhook;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The Bot API as it is called. {@code bot} is the token, with {@code /test} behind it for
 * Telegram's test servers. Answers stay text, since a gateway in front may answer HTML. Only {@link
 * TelegramBot} uses this interface: it owns what the answers mean.
 */
@RegisterRestClient(configKey = "bot-api")
@Consumes(MediaType.APPLICATION_JSON)
@Path("/bot{bot}")
interface BotApi {

  @POST
  @Path("/getMe")
  Uni<Response> getMe(@Encoded @PathParam("bot") String bot);

  @POST
  @Path("/setWebhook")
  Uni<Response> setWebhook(@Encoded @PathParam("bot") String bot, SetWebhook webhook);

  @POST
  @Path("/getWebhookInfo")
  Uni<Response> getWebhookInfo(@Encoded @PathParam("bot") String bot);

  @POST
  @Path("/sendInvoice")
  Uni<Response> sendInvoice(@Encoded @PathParam("bot") String bot, SendInvoice invoice);

  @POST
  @Path("/sendMessage")
  Uni<Response> sendMessage(@Encoded @PathParam("bot") String bot, SendMessage message);
}

package io.github.tillgram.telegram.client;

import io.github.tillgram.telegram.api.AnswerCallbackQuery;
import io.github.tillgram.telegram.api.AnswerInlineQuery;
import io.github.tillgram.telegram.api.AnswerPreCheckoutQuery;
import io.github.tillgram.telegram.api.AnswerShippingQuery;
import io.github.tillgram.telegram.api.CreateInvoiceLink;
import io.github.tillgram.telegram.api.DeleteMessage;
import io.github.tillgram.telegram.api.EditMessageText;
import io.github.tillgram.telegram.api.EditUserStarSubscription;
import io.github.tillgram.telegram.api.GetStarTransactions;
import io.github.tillgram.telegram.api.RefundStarPayment;
import io.github.tillgram.telegram.api.SendInvoice;
import io.github.tillgram.telegram.api.SendMessage;
import io.github.tillgram.telegram.api.SendPaidMedia;
import io.github.tillgram.telegram.api.SetMyCommands;
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
  @Path("/deleteWebhook")
  Uni<Response> deleteWebhook(@Encoded @PathParam("bot") String bot);

  @POST
  @Path("/getWebhookInfo")
  Uni<Response> getWebhookInfo(@Encoded @PathParam("bot") String bot);

  @POST
  @Path("/setMyCommands")
  Uni<Response> setMyCommands(@Encoded @PathParam("bot") String bot, SetMyCommands commands);

  @POST
  @Path("/sendInvoice")
  Uni<Response> sendInvoice(@Encoded @PathParam("bot") String bot, SendInvoice invoice);

  @POST
  @Path("/createInvoiceLink")
  Uni<Response> createInvoiceLink(@Encoded @PathParam("bot") String bot, CreateInvoiceLink invoice);

  @POST
  @Path("/answerPreCheckoutQuery")
  Uni<Response> answerPreCheckoutQuery(
      @Encoded @PathParam("bot") String bot, AnswerPreCheckoutQuery answer);

  @POST
  @Path("/answerCallbackQuery")
  Uni<Response> answerCallbackQuery(
      @Encoded @PathParam("bot") String bot, AnswerCallbackQuery answer);

  @POST
  @Path("/answerInlineQuery")
  Uni<Response> answerInlineQuery(@Encoded @PathParam("bot") String bot, AnswerInlineQuery answer);

  @POST
  @Path("/answerShippingQuery")
  Uni<Response> answerShippingQuery(
      @Encoded @PathParam("bot") String bot, AnswerShippingQuery answer);

  @POST
  @Path("/sendMessage")
  Uni<Response> sendMessage(@Encoded @PathParam("bot") String bot, SendMessage message);

  @POST
  @Path("/editMessageText")
  Uni<Response> editMessageText(@Encoded @PathParam("bot") String bot, EditMessageText change);

  @POST
  @Path("/deleteMessage")
  Uni<Response> deleteMessage(@Encoded @PathParam("bot") String bot, DeleteMessage message);

  @POST
  @Path("/sendPaidMedia")
  Uni<Response> sendPaidMedia(@Encoded @PathParam("bot") String bot, SendPaidMedia media);

  @POST
  @Path("/refundStarPayment")
  Uni<Response> refundStarPayment(@Encoded @PathParam("bot") String bot, RefundStarPayment refund);

  @POST
  @Path("/editUserStarSubscription")
  Uni<Response> editUserStarSubscription(
      @Encoded @PathParam("bot") String bot, EditUserStarSubscription change);

  @POST
  @Path("/getStarTransactions")
  Uni<Response> getStarTransactions(
      @Encoded @PathParam("bot") String bot, GetStarTransactions page);

  @POST
  @Path("/getMyStarBalance")
  Uni<Response> getMyStarBalance(@Encoded @PathParam("bot") String bot);
}

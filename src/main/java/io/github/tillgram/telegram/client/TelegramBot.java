package io.github.tillgram.telegram.client;

import io.github.tillgram.observability.Meters;
import io.github.tillgram.telegram.api.AnswerCallbackQuery;
import io.github.tillgram.telegram.api.AnswerInlineQuery;
import io.github.tillgram.telegram.api.AnswerPreCheckoutQuery;
import io.github.tillgram.telegram.api.AnswerShippingQuery;
import io.github.tillgram.telegram.api.CreateInvoiceLink;
import io.github.tillgram.telegram.api.DeleteMessage;
import io.github.tillgram.telegram.api.EditMessageText;
import io.github.tillgram.telegram.api.EditUserStarSubscription;
import io.github.tillgram.telegram.api.GetStarTransactions;
import io.github.tillgram.telegram.api.GetUpdates;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.telegram.api.RefundStarPayment;
import io.github.tillgram.telegram.api.SendInvoice;
import io.github.tillgram.telegram.api.SendMessage;
import io.github.tillgram.telegram.api.SendPaidMedia;
import io.github.tillgram.telegram.api.SetMyCommands;
import io.github.tillgram.telegram.api.SetWebhook;
import io.github.tillgram.telegram.api.StarAmount;
import io.github.tillgram.telegram.api.StarTransactions;
import io.github.tillgram.telegram.api.User;
import io.github.tillgram.telegram.api.WebhookInfo;
import io.github.tillgram.telegram.api.WebhookReply;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Calls the Bot API for a bot. Every failure is a {@link BotApiFailure}; nothing is retried here,
 * because only the caller knows whether a call may be repeated.
 */
@ApplicationScoped
public class TelegramBot {

  /** The outcome of a call that did what it was asked. */
  private static final String OK = "ok";

  private static final Logger LOG = Logger.getLogger(TelegramBot.class);

  private final BotApi api;
  private final PollApi polls;
  private final MeterRegistry meters;

  TelegramBot(@RestClient BotApi api, @RestClient PollApi polls, MeterRegistry meters) {
    this.api = api;
    this.polls = polls;
    this.meters = meters;
  }

  /** Each method is there from the start, so that the first call of a process counts as one. */
  void register(@Observes StartupEvent event) {
    Stream.of(BotMethod.values()).forEach(method -> timer(method, OK));
  }

  public Uni<User> getMe(BotCredentials bot) {
    return call(BotMethod.GET_ME, User.class, bot, api::getMe);
  }

  public Uni<Boolean> setWebhook(BotCredentials bot, SetWebhook webhook) {
    return call(BotMethod.SET_WEBHOOK, Boolean.class, bot, path -> api.setWebhook(path, webhook));
  }

  /** What waits for the bot goes on waiting. */
  public Uni<Boolean> deleteWebhook(BotCredentials bot) {
    return call(BotMethod.DELETE_WEBHOOK, Boolean.class, bot, api::deleteWebhook);
  }

  public Uni<List<PolledUpdate>> getUpdates(BotCredentials bot, GetUpdates request) {
    return timed(
        BotMethod.GET_UPDATES,
        polls
            .getUpdates(bot.path(), request)
            .map(response -> PolledUpdates.of(response.getStatus(), text(response))));
  }

  public Uni<WebhookInfo> getWebhookInfo(BotCredentials bot) {
    return call(BotMethod.GET_WEBHOOK_INFO, WebhookInfo.class, bot, api::getWebhookInfo);
  }

  public Uni<Boolean> setMyCommands(BotCredentials bot, SetMyCommands commands) {
    return call(
        BotMethod.SET_MY_COMMANDS, Boolean.class, bot, path -> api.setMyCommands(path, commands));
  }

  /**
   * Has no idempotency key: after {@link BotApiFailure.Unanswered} the invoice may be in the chat.
   */
  public Uni<Message> sendInvoice(BotCredentials bot, SendInvoice invoice) {
    return call(BotMethod.SEND_INVOICE, Message.class, bot, path -> api.sendInvoice(path, invoice));
  }

  /** Has no idempotency key either, but a link that nobody was told of hurts nobody. */
  public Uni<String> createInvoiceLink(BotCredentials bot, CreateInvoiceLink invoice) {
    return call(
        BotMethod.CREATE_INVOICE_LINK,
        String.class,
        bot,
        path -> api.createInvoiceLink(path, invoice));
  }

  /** Makes the call that otherwise stands in the response of a webhook. */
  public Uni<Boolean> answer(BotCredentials bot, WebhookReply reply) {
    if (reply instanceof AnswerPreCheckoutQuery) {
      AnswerPreCheckoutQuery answer = (AnswerPreCheckoutQuery) reply;
      return call(
          BotMethod.ANSWER_PRE_CHECKOUT_QUERY,
          Boolean.class,
          bot,
          path -> api.answerPreCheckoutQuery(path, answer));
    }
    if (reply instanceof AnswerShippingQuery) {
      return answerShippingQuery(bot, (AnswerShippingQuery) reply);
    }
    if (reply instanceof AnswerCallbackQuery) {
      AnswerCallbackQuery answer = (AnswerCallbackQuery) reply;
      return call(
          BotMethod.ANSWER_CALLBACK_QUERY,
          Boolean.class,
          bot,
          path -> api.answerCallbackQuery(path, answer));
    }
    AnswerInlineQuery answer = (AnswerInlineQuery) reply;
    return call(
        BotMethod.ANSWER_INLINE_QUERY,
        Boolean.class,
        bot,
        path -> api.answerInlineQuery(path, answer));
  }

  public Uni<Boolean> answerShippingQuery(BotCredentials bot, AnswerShippingQuery answer) {
    return call(
        BotMethod.ANSWER_SHIPPING_QUERY,
        Boolean.class,
        bot,
        path -> api.answerShippingQuery(path, answer));
  }

  public Uni<Message> sendMessage(BotCredentials bot, SendMessage message) {
    return call(BotMethod.SEND_MESSAGE, Message.class, bot, path -> api.sendMessage(path, message));
  }

  /** A message that says so already is {@link BotApiFailure.Refused}. */
  public Uni<Message> editMessageText(BotCredentials bot, EditMessageText change) {
    return call(
        BotMethod.EDIT_MESSAGE_TEXT, Message.class, bot, path -> api.editMessageText(path, change));
  }

  public Uni<Boolean> deleteMessage(BotCredentials bot, DeleteMessage message) {
    return call(
        BotMethod.DELETE_MESSAGE, Boolean.class, bot, path -> api.deleteMessage(path, message));
  }

  /** Has no idempotency key: see {@link #sendInvoice}. */
  public Uni<Message> sendPaidMedia(BotCredentials bot, SendPaidMedia media) {
    return call(
        BotMethod.SEND_PAID_MEDIA, Message.class, bot, path -> api.sendPaidMedia(path, media));
  }

  /** Gives a charge back; one that was given back before is {@link BotApiFailure.Refused}. */
  public Uni<Boolean> refundStarPayment(BotCredentials bot, RefundStarPayment refund) {
    return call(
        BotMethod.REFUND_STAR_PAYMENT,
        Boolean.class,
        bot,
        path -> api.refundStarPayment(path, refund));
  }

  public Uni<Boolean> editUserStarSubscription(
      BotCredentials bot, EditUserStarSubscription change) {
    return call(
        BotMethod.EDIT_USER_STAR_SUBSCRIPTION,
        Boolean.class,
        bot,
        path -> api.editUserStarSubscription(path, change));
  }

  public Uni<StarTransactions> getStarTransactions(BotCredentials bot, GetStarTransactions page) {
    return call(
        BotMethod.GET_STAR_TRANSACTIONS,
        StarTransactions.class,
        bot,
        path -> api.getStarTransactions(path, page));
  }

  public Uni<StarAmount> getMyStarBalance(BotCredentials bot) {
    return call(BotMethod.GET_MY_STAR_BALANCE, StarAmount.class, bot, api::getMyStarBalance);
  }

  private <T> Uni<T> call(
      BotMethod method,
      Class<T> result,
      BotCredentials bot,
      Function<String, Uni<Response>> request) {
    return timed(
        method,
        request
            .apply(bot.path())
            .map(response -> Envelope.unwrap(response.getStatus(), text(response), result)));
  }

  private <T> Uni<T> timed(BotMethod method, Uni<T> call) {
    Timer.Sample sample = Timer.start(meters);
    return call.onFailure()
        .transform(TelegramBot::withoutAddress)
        .onTermination()
        .invoke((item, failure, canceled) -> record(sample, method, failure, canceled));
  }

  /** Whatever answered, Telegram or a gateway before it, and whatever type it says it is. */
  private static String text(Response response) {
    return response.hasEntity() ? response.readEntity(String.class) : "";
  }

  /**
   * Failures of the transport are replaced, not wrapped: their messages may hold the address. Ours
   * are read by merchants, in timelines.
   */
  private static BotApiFailure withoutAddress(Throwable failure) {
    if (failure instanceof BotApiFailure) {
      return (BotApiFailure) failure;
    }
    LOG.debugf("A call of the Bot API broke: %s", failure.getClass().getName());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return new BotApiFailure.Unreachable("no connection");
      }
      if (cause instanceof TimeoutException) {
        return new BotApiFailure.Unanswered("no answer in time");
      }
    }
    return new BotApiFailure.Unanswered("the connection broke");
  }

  private void record(Timer.Sample sample, BotMethod method, Throwable failure, boolean canceled) {
    String outcome =
        canceled ? "canceled" : failure == null ? OK : ((BotApiFailure) failure).outcome();
    sample.stop(timer(method, outcome));
  }

  private Timer timer(BotMethod method, String outcome) {
    return Timer.builder(Meters.BOT_API)
        .description("Calls of the Bot API")
        .tag("method", method.wireName())
        .tag("outcome", outcome)
        .register(meters);
  }
}

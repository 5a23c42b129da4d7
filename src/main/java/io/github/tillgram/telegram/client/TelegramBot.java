package io.github.tillgram.telegram.client;

import io.github.tillgram.observability.Meters;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.telegram.api.SendInvoice;
import io.github.tillgram.telegram.api.SendMessage;
import io.github.tillgram.telegram.api.SetWebhook;
import io.github.tillgram.telegram.api.User;
import io.github.tillgram.telegram.api.WebhookInfo;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.UnknownHostException;
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

  private static final String GET_ME = "getMe";
  private static final String SET_WEBHOOK = "setWebhook";
  private static final String GET_WEBHOOK_INFO = "getWebhookInfo";
  private static final String SEND_INVOICE = "sendInvoice";
  private static final String SEND_MESSAGE = "sendMessage";

  /** The outcome of a call that did what it was asked. */
  private static final String OK = "ok";

  private static final Logger LOG = Logger.getLogger(TelegramBot.class);

  private final BotApi api;
  private final MeterRegistry meters;

  TelegramBot(@RestClient BotApi api, MeterRegistry meters) {
    this.api = api;
    this.meters = meters;
  }

  /** Each method is there from the start, so that the first call of a process counts as one. */
  void register(@Observes StartupEvent event) {
    Stream.of(GET_ME, SET_WEBHOOK, GET_WEBHOOK_INFO, SEND_INVOICE, SEND_MESSAGE)
        .forEach(method -> timer(method, OK));
  }

  public Uni<User> getMe(BotCredentials bot) {
    return call(GET_ME, User.class, bot, api::getMe);
  }

  public Uni<Boolean> setWebhook(BotCredentials bot, SetWebhook webhook) {
    return call(SET_WEBHOOK, Boolean.class, bot, path -> api.setWebhook(path, webhook));
  }

  public Uni<WebhookInfo> getWebhookInfo(BotCredentials bot) {
    return call(GET_WEBHOOK_INFO, WebhookInfo.class, bot, api::getWebhookInfo);
  }

  /**
   * Has no idempotency key: after {@link BotApiFailure.Unanswered} the invoice may be in the chat.
   */
  public Uni<Message> sendInvoice(BotCredentials bot, SendInvoice invoice) {
    return call(SEND_INVOICE, Message.class, bot, path -> api.sendInvoice(path, invoice));
  }

  public Uni<Message> sendMessage(BotCredentials bot, SendMessage message) {
    return call(SEND_MESSAGE, Message.class, bot, path -> api.sendMessage(path, message));
  }

  private <T> Uni<T> call(
      String method, Class<T> result, BotCredentials bot, Function<String, Uni<Response>> request) {
    Timer.Sample sample = Timer.start(meters);
    return request
        .apply(bot.path())
        .map(response -> Envelope.unwrap(response.getStatus(), text(response), result))
        .onFailure()
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

  private void record(Timer.Sample sample, String method, Throwable failure, boolean canceled) {
    String outcome =
        canceled ? "canceled" : failure == null ? OK : ((BotApiFailure) failure).outcome();
    sample.stop(timer(method, outcome));
  }

  private Timer timer(String method, String outcome) {
    return Timer.builder(Meters.BOT_API)
        .description("Calls of the Bot API")
        .tag("method", method)
        .tag("outcome", outcome)
        .register(meters);
  }
}

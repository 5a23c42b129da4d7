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
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Calls the Bot API for a bot. Every failure is a {@link BotApiFailure}; nothing is retried here,
 * because only the caller knows whether a call may be repeated.
 */
@ApplicationScoped
public class TelegramBot {

  private final BotApi api;
  private final MeterRegistry meters;

  TelegramBot(@RestClient BotApi api, MeterRegistry meters) {
    this.api = api;
    this.meters = meters;
  }

  public Uni<User> getMe(BotCredentials bot) {
    return call("getMe", User.class, bot, api::getMe);
  }

  public Uni<Boolean> setWebhook(BotCredentials bot, SetWebhook webhook) {
    return call("setWebhook", Boolean.class, bot, path -> api.setWebhook(path, webhook));
  }

  public Uni<WebhookInfo> getWebhookInfo(BotCredentials bot) {
    return call("getWebhookInfo", WebhookInfo.class, bot, api::getWebhookInfo);
  }

  /**
   * Has no idempotency key: after {@link BotApiFailure.Unanswered} the invoice may be in the chat.
   */
  public Uni<Message> sendInvoice(BotCredentials bot, SendInvoice invoice) {
    return call("sendInvoice", Message.class, bot, path -> api.sendInvoice(path, invoice));
  }

  public Uni<Message> sendMessage(BotCredentials bot, SendMessage message) {
    return call("sendMessage", Message.class, bot, path -> api.sendMessage(path, message));
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

  /** Failures of the transport are replaced, not wrapped: their messages may hold the address. */
  private static BotApiFailure withoutAddress(Throwable failure) {
    if (failure instanceof BotApiFailure) {
      return (BotApiFailure) failure;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return new BotApiFailure.Unreachable("no connection: " + cause.getClass().getSimpleName());
      }
    }
    return new BotApiFailure.Unanswered("no answer: " + failure.getClass().getSimpleName());
  }

  private void record(Timer.Sample sample, String method, Throwable failure, boolean canceled) {
    String outcome =
        canceled ? "canceled" : failure == null ? "ok" : ((BotApiFailure) failure).outcome();
    sample.stop(
        Timer.builder(Meters.BOT_API)
            .description("Calls of the Bot API")
            .tag("method", method)
            .tag("outcome", outcome)
            .register(meters));
  }
}

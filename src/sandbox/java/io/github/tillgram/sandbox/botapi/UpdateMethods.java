package io.github.tillgram.sandbox.botapi;

import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.delivery.LongPolls;
import io.github.tillgram.sandbox.world.Bot;
import io.vertx.core.Future;
import java.time.Duration;

/** Long polling. */
final class UpdateMethods {
  private final Deliveries deliveries;

  UpdateMethods(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  Future<Answer> getUpdates(Call call) {
    Bot bot = call.bot();
    Arguments arguments = call.arguments();
    if (bot.webhook().isSet()) {
      throw ApiFailure.conflict(
          "can't use getUpdates method while webhook is active;"
              + " use deleteWebhook to delete the webhook first");
    }
    bot.allowUpdates(AllowedUpdates.of(arguments, bot));
    bot.inbox().acknowledge(arguments.number("offset"));
    int limit = arguments.clamped("limit", 100, 1, 100);
    Duration timeout = Duration.ofSeconds(arguments.clamped("timeout", 0, 0, 50));
    return deliveries
        .polls()
        .poll(bot, limit, timeout)
        .map(Answer::of)
        .recover(failure -> Future.failedFuture(conflict(failure)));
  }

  private static Throwable conflict(Throwable failure) {
    return failure instanceof LongPolls.Terminated
        ? ApiFailure.conflict(failure.getMessage())
        : failure;
  }
}

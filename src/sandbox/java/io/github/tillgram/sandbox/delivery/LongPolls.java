package io.github.tillgram.sandbox.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.PendingUpdate;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** getUpdates calls that wait for something to happen; at most one for each bot. */
public final class LongPolls {
  private final Map<Long, Poll> waiting = new HashMap<>();
  private final WorldThread thread;
  private final Clock clock;

  /** Why a poll ended without an answer. The Bot API turns it into a conflict. */
  public static final class Terminated extends RuntimeException {
    Terminated(String by) {
      super("terminated by " + by, null, false, false);
    }
  }

  private record Poll(Promise<ArrayNode> answer, int limit, long timer) {}

  LongPolls(WorldThread thread, Clock clock) {
    this.thread = thread;
    this.clock = clock;
  }

  public Future<ArrayNode> poll(Bot bot, int limit, Duration timeout) {
    end(bot, "other getUpdates request; make sure that only one bot instance is running");
    ArrayNode updates = updates(bot, limit);
    if (!updates.isEmpty() || timeout.isZero()) {
      return Future.succeededFuture(updates);
    }
    Promise<ArrayNode> answer = Promise.promise();
    long timer = thread.after(timeout, () -> answer(bot, poll -> true));
    waiting.put(bot.id(), new Poll(answer, limit, timer));
    return answer.future();
  }

  void updateArrived(Bot bot) {
    answer(bot, poll -> !updates(bot, 1).isEmpty());
  }

  void webhookChanged(Bot bot) {
    end(bot, "setWebhook request");
  }

  private void answer(Bot bot, Function<Poll, Boolean> condition) {
    Poll poll = waiting.get(bot.id());
    if (poll != null && condition.apply(poll)) {
      waiting.remove(bot.id());
      thread.cancel(poll.timer());
      poll.answer().tryComplete(updates(bot, poll.limit()));
    }
  }

  private void end(Bot bot, String by) {
    Poll poll = waiting.remove(bot.id());
    if (poll != null) {
      thread.cancel(poll.timer());
      poll.answer().tryFail(new Terminated(by));
    }
  }

  private ArrayNode updates(Bot bot, int limit) {
    ArrayNode updates = Json.array();
    bot.inbox().first(limit, clock.instant().getEpochSecond()).stream()
        .map(PendingUpdate::wire)
        .forEach(updates::add);
    return updates;
  }
}

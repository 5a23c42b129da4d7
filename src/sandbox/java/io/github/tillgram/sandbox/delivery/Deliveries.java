package io.github.tillgram.sandbox.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Keeper;
import io.github.tillgram.sandbox.world.PendingUpdate;
import io.github.tillgram.sandbox.world.Timing;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** The way out of the simulated Telegram: every update of every bot passes here. */
public final class Deliveries {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);
  private static final int LARGEST_UPDATE = 512 * 1024;
  private static final int MOST_PENDING = 100_000;

  private final Map<Long, BotDelivery> perBot = new HashMap<>();
  private final WebhookClient client;
  private final WorldThread thread;
  private final Clock clock;
  private final Keeper keeper;
  private final ReplyExecutor replies;
  private final LongPolls polls;
  private final Backoff backoff;
  private final Detours detours;

  public Deliveries(
      Vertx vertx,
      WorldThread thread,
      Clock clock,
      Timing timing,
      Keeper keeper,
      ReplyExecutor replies) {
    this.client = new WebhookClient(vertx, timing.webhookResponse());
    this.thread = thread;
    this.clock = clock;
    this.keeper = keeper;
    this.replies = replies;
    this.polls = new LongPolls(thread, clock);
    this.backoff = new Backoff(timing.retryUnit());
    this.detours = new Detours(thread, this);
  }

  /**
   * Hands an update to the bot, unless it did not ask for this kind or has too many waiting.
   *
   * @param subject the chat or user whose updates keep their order
   */
  public void publish(Bot bot, String kind, long subject, JsonNode body) {
    boolean wanted = bot.allowedUpdates().contains(kind);
    if (!wanted
        || bot.inbox().size() >= MOST_PENDING
        || Json.text(body).length() > LARGEST_UPDATE) {
      return;
    }
    String queue = QueueKey.of(kind, subject);
    long now = clock.instant().getEpochSecond();
    detours.send(bot, bot.inbox().create(kind, queue, body.deepCopy(), now));
  }

  void admit(Bot bot, PendingUpdate update) {
    bot.inbox().add(update);
    keeper.changed();
    of(bot).accept(update);
    polls.updateArrived(bot);
  }

  /** The webhook was set, changed or deleted. */
  public void webhookChanged(Bot bot) {
    polls.webhookChanged(bot);
    of(bot).restart();
  }

  public void hold(Bot bot, boolean hold) {
    of(bot).hold(hold);
  }

  public void duplicateNext(Bot bot, int count) {
    of(bot).duplicateNext(count);
  }

  /** The first acknowledgement of this update gets lost. */
  void repeat(Bot bot, PendingUpdate update) {
    of(bot).repeat(update.id());
  }

  public Detours detours() {
    return detours;
  }

  public LongPolls polls() {
    return polls;
  }

  public void close() {
    client.close();
  }

  Backoff backoff() {
    return backoff;
  }

  void changed() {
    keeper.changed();
  }

  void reply(Bot bot, WebhookOutcome outcome) {
    if (outcome.body().length == 0) {
      return;
    }
    try {
      replies.execute(bot, outcome.contentType(), outcome.body());
    } catch (RuntimeException e) {
      LOG.error("The sandbox could not execute the call in a webhook's response", e);
    }
  }

  private BotDelivery of(Bot bot) {
    return perBot.computeIfAbsent(
        bot.id(), id -> new BotDelivery(bot, client, thread, clock, this));
  }
}

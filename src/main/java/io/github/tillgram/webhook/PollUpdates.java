package io.github.tillgram.webhook;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Long polling, for those whom Telegram cannot reach: asks for the updates of every bot, each on
 * one replica. While the database is away a replica goes on with the bots it has, as payers who
 * press Pay must be answered; two that ask for the same bot end each other's calls and no more.
 */
@ApplicationScoped
class PollUpdates {

  private static final Logger LOG = Logger.getLogger(PollUpdates.class);

  /** Long enough for a few rounds to fail. */
  private static final Duration LEASE = Duration.ofSeconds(20);

  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final PollLeases leases;
  private final AskForUpdates telegram;
  private final HandlePolled handler;
  private final WebhookConfig config;
  private final Map<UUID, LongPoll> polls = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  PollUpdates(
      Vertx vertx,
      PollLeases leases,
      AskForUpdates telegram,
      HandlePolled handler,
      WebhookConfig config,
      MeterRegistry registry) {
    this.vertx = vertx;
    this.leases = leases;
    this.telegram = telegram;
    this.handler = handler;
    this.config = config;
    Gauge.builder(Meters.LONG_POLLS, polls, Map::size)
        .description("Bots whose updates this replica asks for")
        .register(registry);
  }

  @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> round() {
    return config.polls() && !stopping
        ? Housekeeping.round(
            "bots are polled", () -> leases.hold(LEASE).invoke(this::pollTheseAndNoOthers))
        : Uni.createFrom().voidItem();
  }

  private synchronized void pollTheseAndNoOthers(Map<UUID, String> held) {
    if (stopping) {
      return;
    }
    polls.keySet().stream().filter(bot -> !held.containsKey(bot)).toList().forEach(this::stop);
    held.forEach((bot, key) -> polls.computeIfAbsent(bot, id -> started(key)));
  }

  private LongPoll started(String botKey) {
    LongPoll poll =
        new LongPoll(vertx, botKey, telegram, handler, config.webhook().maxConnections());
    SessionContexts.runInNew(vertx, poll::start);
    return poll;
  }

  private CompletableFuture<Void> stop(UUID bot) {
    return polls.remove(bot).stop();
  }

  /** Finishes what is under way, and lets another replica take over at once. */
  synchronized void stop(@Observes ShutdownEvent event) {
    stopping = true;
    if (polls.isEmpty()) {
      return;
    }
    CompletableFuture<?>[] ends =
        List.copyOf(polls.keySet()).stream().map(this::stop).toArray(CompletableFuture[]::new);
    Uni.createFrom()
        .completionStage(CompletableFuture.allOf(ends))
        .ifNoItem()
        .after(DRAIN)
        .recoverWithItem((Void) null)
        .chain(leases::giveBack)
        .ifNoItem()
        .after(DRAIN.multipliedBy(2))
        .fail()
        .onFailure()
        .invoke(failure -> LOG.warnf("The leases of long polls will lapse: %s", failure))
        .onFailure()
        .recoverWithNull()
        .subscribeAsCompletionStage()
        .join();
  }
}

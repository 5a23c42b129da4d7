package io.github.tillgram.webhook;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.webhook.WatchQueue.Watched;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The watchdog: looks at every bot's webhook now and then, on whichever replica claims it first.
 * Bots come one after the other over the whole interval, and only a few are asked about at a time.
 */
@ApplicationScoped
class WatchWebhooks {

  private static final Logger LOG = Logger.getLogger(WatchWebhooks.class);

  private static final int BATCH = 32;
  private static final int AT_A_TIME = 8;

  /** Longer than the calls of a batch may take. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** A new bot is looked at within this part of the interval. */
  private static final int SOON = 10;

  private final Vertx vertx;
  private final WatchQueue queue;
  private final CheckWebhook check;
  private final DoubtedSecrets doubts;
  private final WebhookConfig config;

  WatchWebhooks(
      Vertx vertx,
      WatchQueue queue,
      CheckWebhook check,
      DoubtedSecrets doubts,
      WebhookConfig config) {
    this.vertx = vertx;
    this.queue = queue;
    this.check = check;
    this.doubts = doubts;
    this.config = config;
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> round() {
    return config.polls()
        ? Uni.createFrom().voidItem()
        : Housekeeping.round("webhooks are looked at", this::look);
  }

  /** Looks at everything that is due. */
  Uni<Void> look() {
    return queue
        .adopt(config.webhook().watchEvery().dividedBy(SOON))
        .chain(() -> queue.hurry(doubts.take()))
        .chain(
            () ->
                Uni.createFrom()
                    .deferred(this::batch)
                    .repeat()
                    .until(size -> size < BATCH)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  /** How many were due. */
  private Uni<Integer> batch() {
    return queue
        .claim(UUID.randomUUID(), LEASE, BATCH)
        .chain(bots -> lookAt(bots).replaceWith(bots.size()));
  }

  private Uni<Void> lookAt(List<Watched> bots) {
    return Multi.createFrom()
        .iterable(bots)
        .onItem()
        .transformToUni(this::inAContextOfItsOwn)
        .merge(AT_A_TIME)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** A database session belongs to a context, so looks side by side need one each. */
  private Uni<Void> inAContextOfItsOwn(Watched bot) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                SessionContexts.runInNew(
                    vertx,
                    () ->
                        check
                            .of(bot)
                            .subscribe()
                            .with(
                                emitter::complete,
                                failure -> {
                                  LOG.warnf("A webhook was not looked at: %s", failure);
                                  emitter.complete(null);
                                })));
  }
}

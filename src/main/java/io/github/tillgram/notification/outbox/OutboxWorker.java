package io.github.tillgram.notification.outbox;

import io.github.tillgram.database.SessionContexts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Works the outbox off: claims what is due, attempts it, and looks again at once while there is
 * more. Runs on every replica; claims keep them apart.
 */
@ApplicationScoped
class OutboxWorker {

  private static final Logger LOG = Logger.getLogger(OutboxWorker.class);

  private final Vertx vertx;
  private final OutboxQueue queue;
  private final OutboxAttempt attempt;
  private final OutboxConfig config;

  /** The round under way, if any; its latch opens when it has ended. */
  private final AtomicReference<CountDownLatch> round = new AtomicReference<>();

  private volatile boolean stopping;
  private volatile long timer;

  OutboxWorker(Vertx vertx, OutboxQueue queue, OutboxAttempt attempt, OutboxConfig config) {
    this.vertx = vertx;
    this.queue = queue;
    this.attempt = attempt;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.poll().toMillis(), tick -> startRound());
  }

  /** Finishes what is under way; what was not begun stays for the next process. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    vertx.cancelTimer(timer);
    CountDownLatch current = round.get();
    if (current != null && !current.await(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("The process ends with outbox calls under way; their leases will lapse");
    }
  }

  private void startRound() {
    CountDownLatch latch = new CountDownLatch(1);
    if (stopping || !round.compareAndSet(null, latch)) {
      return;
    }
    SessionContexts.runInNew(
        vertx,
        () ->
            workOff()
                .onTermination()
                .invoke(
                    () -> {
                      round.set(null);
                      latch.countDown();
                    })
                .subscribe()
                .with(
                    ended -> {},
                    failure ->
                        LOG.warnf("The outbox could not be read: %s", failure.getMessage())));
  }

  private Uni<Void> workOff() {
    UUID owner = UUID.randomUUID();
    return queue
        .claim(owner, config.lease(), config.batch())
        .chain(
            claimed ->
                attemptAll(claimed, owner)
                    .chain(
                        () ->
                            claimed.size() == config.batch() && !stopping
                                ? workOff()
                                : Uni.createFrom().voidItem()));
  }

  private Uni<Void> attemptAll(List<OutboxMessage> claimed, UUID owner) {
    return Multi.createFrom()
        .iterable(claimed)
        .onItem()
        .transformToUni(message -> inContextOfItsOwn(message, owner))
        .merge(config.batch())
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** A database session belongs to a context, so attempts side by side need one each. */
  private Uni<Void> inContextOfItsOwn(OutboxMessage message, UUID owner) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                SessionContexts.runInNew(
                    vertx,
                    () ->
                        attempt
                            .make(message, owner)
                            .subscribe()
                            .with(
                                ended -> emitter.complete(null),
                                failure -> {
                                  LOG.warnf(
                                      "Outbox row %s was not finished: %s",
                                      message.id(), failure.getMessage());
                                  emitter.complete(null);
                                })));
  }
}

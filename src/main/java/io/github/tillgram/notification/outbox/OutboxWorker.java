package io.github.tillgram.notification.outbox;

import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.notification.Drain;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Works the outbox off: claims what is due, as many rows as there are free places, and attempts
 * each when its turn comes. A row that takes long occupies its own place and no other. Runs on
 * every replica; claims keep them apart.
 */
@ApplicationScoped
class OutboxWorker {

  private static final Logger LOG = Logger.getLogger(OutboxWorker.class);

  private final Vertx vertx;
  private final OutboxQueue queue;
  private final OutboxAttempt attempt;
  private final OutboxConfig config;

  /** One for each row that may be under way. */
  private final Semaphore places;

  /** How many of them each bot has. */
  private final Map<UUID, Integer> taken = new ConcurrentHashMap<>();

  /** Whether the last claim found as much as it had places for: there is more, then. */
  private volatile boolean more;

  private final Drain drain;

  private volatile boolean stopping;
  private volatile long timer;

  OutboxWorker(Vertx vertx, OutboxQueue queue, OutboxAttempt attempt, OutboxConfig config) {
    this.vertx = vertx;
    this.queue = queue;
    this.attempt = attempt;
    this.config = config;
    this.places = new Semaphore(config.batch());
    this.drain = new Drain(config.drain());
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.poll().toMillis(), tick -> fillPlaces());
  }

  /** What was not claimed stays for another process. */
  void stop(@Observes @Priority(Drain.NOTHING_NEW) ShutdownEvent event) {
    stopping = true;
    vertx.cancelTimer(timer);
    drain.begin();
  }

  /** Finishes what is under way. */
  void finish(@Observes @Priority(Drain.FINISHED) ShutdownEvent event) throws InterruptedException {
    if (!drain.awaitAll(places, config.batch())) {
      LOG.warn("The process ends with outbox calls under way; their leases will lapse");
    }
  }

  /** Takes all free places, so that nobody else claims for them meanwhile. */
  private void fillPlaces() {
    int free = stopping ? 0 : places.drainPermits();
    if (free > 0) {
      UUID owner = UUID.randomUUID();
      SessionContexts.runInNew(
          vertx,
          () ->
              queue
                  .claim(owner, config.lease(), free, taken, share())
                  .subscribe()
                  .with(claims -> begin(claims, owner, free), failure -> giveBack(free, failure)));
    }
  }

  /** No bot has more than three of four places, so that others are heard while its calls hang. */
  private int share() {
    return config.batch() - config.batch() / 4;
  }

  private void begin(List<Claim> claims, UUID owner, int free) {
    more = claims.size() == free;
    places.release(free - claims.size());
    claims.forEach(claim -> takePlace(claim.message()));
    claims.forEach(claim -> whenItsTurnComes(claim, owner));
  }

  private void giveBack(int free, Throwable failure) {
    places.release(free);
    LOG.warnf("The outbox could not be read: %s", failure.getMessage());
  }

  private void whenItsTurnComes(Claim claim, UUID owner) {
    if (claim.turnIn().isZero()) {
      make(claim.message(), owner);
    } else {
      vertx.setTimer(claim.turnIn().toMillis(), turn -> make(claim.message(), owner));
    }
  }

  /** A database session belongs to a context, so attempts side by side need one each. */
  private void make(OutboxMessage message, UUID owner) {
    SessionContexts.runInNew(
        vertx,
        () ->
            Uni.createFrom()
                .deferred(() -> attempt.make(message, owner))
                .onTermination()
                .invoke(() -> leavePlace(message))
                .subscribe()
                .with(
                    ended -> {},
                    failure ->
                        LOG.warnf(
                            "Outbox row %s was not finished: %s",
                            message.id(), failure.getMessage())));
  }

  private void takePlace(OutboxMessage message) {
    if (message.botId() != null) {
      taken.merge(message.botId(), 1, Integer::sum);
    }
  }

  private void leavePlace(OutboxMessage message) {
    if (message.botId() != null) {
      taken.computeIfPresent(message.botId(), (bot, count) -> count == 1 ? null : count - 1);
    }
    places.release();
    if (more && places.availablePermits() * 2 >= config.batch()) {
      fillPlaces();
    }
  }
}

package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.notification.Drain;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Makes deliveries: claims as many lines as there are free places and sends the oldest of each. A
 * call that takes long occupies its own place and no other. Runs on every replica; claims keep them
 * apart.
 */
@ApplicationScoped
class DeliveryWorker {

  private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

  /** What it may take to write down how a call ended. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final DeliveryQueue queue;
  private final SendDelivery sendDelivery;
  private final QueueConfig config;

  /** Longer than any call may take; afterwards another replica takes over. */
  private final Duration lease;

  /** One for each delivery that may be under way. */
  private final Semaphore places;

  /** How many of them each endpoint has. */
  private final Map<UUID, Integer> taken = new ConcurrentHashMap<>();

  private final AtomicBoolean claiming = new AtomicBoolean();

  /** Whether the last claim found something: there may be more, then. */
  private volatile boolean more;

  private final Drain drain;

  private volatile boolean stopping;
  private volatile long timer;

  DeliveryWorker(
      Vertx vertx,
      DeliveryQueue queue,
      SendDelivery sendDelivery,
      QueueConfig config,
      DeliveryConfig calls) {
    this.vertx = vertx;
    this.queue = queue;
    this.sendDelivery = sendDelivery;
    this.config = config;
    this.lease = calls.timeout().plus(MARGIN);
    this.places = new Semaphore(config.places());
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
    if (!drain.awaitAll(places, config.places())) {
      LOG.warn("The process ends with deliveries under way; their leases will lapse");
    }
  }

  /** Takes all free places, so that nobody else claims for them meanwhile. */
  private void fillPlaces() {
    if (stopping || !claiming.compareAndSet(false, true)) {
      return;
    }
    int free = places.drainPermits();
    if (free == 0) {
      claiming.set(false);
      return;
    }
    UUID owner = UUID.randomUUID();
    SessionContexts.runInNew(
        vertx,
        () ->
            queue
                .claim(owner, lease, free, taken, shares())
                .subscribe()
                .with(claims -> begin(claims, free), failure -> giveBack(free, failure)));
  }

  /** No merchant has more than three of four places, so that others are heard beside him. */
  private DeliveryQueue.Shares shares() {
    return new DeliveryQueue.Shares(
        config.placesPerEndpoint(), 1, config.places() - config.places() / 4);
  }

  private void begin(List<ClaimedDelivery> claims, int free) {
    more = !claims.isEmpty();
    claims.forEach(claim -> taken.merge(claim.endpointId(), 1, Integer::sum));
    places.release(free - claims.size());
    claiming.set(false);
    claims.forEach(this::send);
  }

  private void giveBack(int free, Throwable failure) {
    places.release(free);
    claiming.set(false);
    LOG.warnf("Deliveries could not be claimed: %s", failure.getMessage());
  }

  private void send(ClaimedDelivery claim) {
    SessionContexts.runInNew(
        vertx,
        () ->
            Uni.createFrom()
                .deferred(() -> sendDelivery.send(claim))
                .onTermination()
                .invoke(() -> leavePlace(claim))
                .subscribe()
                .with(
                    ended -> {},
                    failure ->
                        LOG.warnf(
                            "Delivery %s was not finished: %s", claim.id(), failure.getMessage())));
  }

  private void leavePlace(ClaimedDelivery claim) {
    taken.computeIfPresent(claim.endpointId(), (id, count) -> count == 1 ? null : count - 1);
    places.release();
    if (more && places.availablePermits() * 2 >= config.places()) {
      fillPlaces();
    }
  }
}

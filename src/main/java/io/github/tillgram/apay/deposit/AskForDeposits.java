package io.github.tillgram.apay.deposit;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.database.SessionContexts;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Asks A-Pay about orders it says nothing of, on whichever replica comes first. */
@ApplicationScoped
class AskForDeposits {

  private static final Logger LOG = Logger.getLogger(AskForDeposits.class);

  private static final int PROJECTS_AT_ONCE = 20;

  /** Longer than a call of A-Pay may take. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** What could not be asked now is asked in a while. */
  private static final Duration LEASE_OF_LOST = Duration.ofMinutes(10);

  private final AskTurns turns;
  private final AskDeposit asking;
  private final LostDeposits lost;
  private final Vertx vertx;

  AskForDeposits(AskTurns turns, AskDeposit asking, LostDeposits lost, Vertx vertx) {
    this.vertx = vertx;
    this.turns = turns;
    this.asking = asking;
    this.lost = lost;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> round() {
    return Housekeeping.round(
        "A-Pay is asked about orders",
        () ->
            turns
                .claim(PROJECTS_AT_ONCE, LEASE)
                .chain(attempts -> all(attempts, asking::asPlanned)));
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> followLost() {
    return Housekeeping.round(
        "A-Pay is asked about lost payments",
        () ->
            turns
                .claimLost(PROJECTS_AT_ONCE, LEASE_OF_LOST)
                .chain(deposits -> all(deposits, lost::follow)));
  }

  private Uni<Void> all(List<UUID> ids, Function<UUID, Uni<Void>> asking) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndMerge(id -> one(id, asking))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /**
   * In a context of its own, since each has a database session of its own. What goes wrong with one
   * is no harm to the others; it is due again when its lease ends.
   */
  private Uni<Void> one(UUID id, Function<UUID, Uni<Void>> asking) {
    return Uni.createFrom()
        .emitter(
            done ->
                SessionContexts.runInNew(
                    vertx,
                    () ->
                        asking
                            .apply(id)
                            .subscribe()
                            .with(
                                asked -> done.complete(null),
                                failure -> {
                                  LOG.warnf("Asking A-Pay about an order failed: %s", failure);
                                  done.complete(null);
                                })));
  }
}

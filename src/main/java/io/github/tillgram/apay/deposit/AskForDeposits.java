package io.github.tillgram.apay.deposit;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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

  AskForDeposits(AskTurns turns, AskDeposit asking, LostDeposits lost) {
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
                .chain(attempts -> all(attempts, id -> asking.about(id, true))));
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

  private static Uni<Void> all(List<UUID> ids, Function<UUID, Uni<?>> asking) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndMerge(id -> one(asking.apply(id)))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** What goes wrong with one is no harm to the others; it is due again when its lease ends. */
  private static Uni<Void> one(Uni<?> asking) {
    return asking
        .onFailure()
        .invoke(failure -> LOG.warnf("Asking A-Pay about an order failed: %s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }
}

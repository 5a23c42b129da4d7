package io.github.tillgram.apay.deposit;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asks A-Pay about orders it says nothing of, on whichever replica comes first. */
@ApplicationScoped
class AskForDeposits {

  private static final Logger LOG = Logger.getLogger(AskForDeposits.class);

  private static final int PROJECTS_AT_ONCE = 20;

  /** Longer than a call of A-Pay may take. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final AskTurns turns;
  private final AskDeposit asking;

  AskForDeposits(AskTurns turns, AskDeposit asking) {
    this.turns = turns;
    this.asking = asking;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> round() {
    return Housekeeping.round(
        "A-Pay is asked about orders",
        () -> turns.claim(PROJECTS_AT_ONCE, LEASE).chain(this::askAll));
  }

  private Uni<Void> askAll(List<UUID> attempts) {
    return Multi.createFrom()
        .iterable(attempts)
        .onItem()
        .transformToUniAndMerge(this::ask)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** What goes wrong with one is no harm to the others; it is due again when its lease ends. */
  private Uni<Void> ask(UUID attemptId) {
    return asking
        .about(attemptId, true)
        .invoke(asked -> LOG.debugf("A-Pay was asked about an order: %s", asked))
        .onFailure()
        .invoke(failure -> LOG.warnf("Asking A-Pay about an order failed: %s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }
}

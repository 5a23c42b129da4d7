package io.github.tillgram.reconciliation;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.BotCredentials;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Walks the bots' transactions of Stars, one bot after another, and has each account compared once
 * it is read to its end. Telegram lists the oldest first and only ever appends, so a walk that
 * stopped, because the replica died or Telegram asked for patience, goes on at the same offset,
 * here or on another replica.
 */
@ApplicationScoped
class ReconcileStars {

  private static final Logger LOG = Logger.getLogger(ReconcileStars.class);

  /** After so many pages it is the next bot's turn. */
  private static final int PAGES_OF_A_TURN = 50;

  /** Longer than a call may last; renewed with every page. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

  private final ReadStars telegram;
  private final StarWalks walks;
  private final StarAccount account;
  private final CompareStars comparison;
  private final ReconciliationMeters meters;

  private volatile boolean stopping;

  ReconcileStars(
      ReadStars telegram,
      StarWalks walks,
      StarAccount account,
      CompareStars comparison,
      ReconciliationMeters meters) {
    this.telegram = telegram;
    this.walks = walks;
    this.account = account;
    this.comparison = comparison;
    this.meters = meters;
  }

  /** What was read stays read. */
  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> plan() {
    return Housekeeping.round("walks are planned", walks::plan);
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> work() {
    return Housekeeping.round("Stars are reconciled", this::turns);
  }

  private Uni<?> turns() {
    return Uni.createFrom()
        .deferred(this::turn)
        .repeat()
        .whilst(more -> more && !stopping)
        .collect()
        .last();
  }

  /** One bot's turn; whether there may be more to do. */
  Uni<Boolean> turn() {
    return walks
        .claim(LEASE)
        .chain(
            walk ->
                walk.isPresent()
                    ? turn(walk.get()).replaceWith(true)
                    : Uni.createFrom().item(false));
  }

  private Uni<Void> turn(StarWalk walk) {
    return telegram
        .credentials(walk.botId())
        .chain(bot -> pages(bot, walk, PAGES_OF_A_TURN))
        .onFailure()
        .recoverWithUni(failure -> stopped(walk, failure));
  }

  private Uni<Void> pages(BotCredentials bot, StarWalk walk, int left) {
    if (left == 0 || stopping) {
      return walks.pause(walk, Duration.ZERO, null);
    }
    return telegram
        .page(bot, walk.offset())
        .chain(page -> page.isEmpty() ? end(walk) : keep(bot, walk, page, left));
  }

  private Uni<Void> keep(BotCredentials bot, StarWalk walk, StarPage page, int left) {
    return account
        .keep(walk, page, LEASE)
        .chain(
            kept ->
                kept
                    ? pages(bot, walk.after(page.size()), left - 1)
                    : Uni.createFrom().voidItem().invoke(() -> lost(walk)));
  }

  private Uni<Void> end(StarWalk walk) {
    return comparison
        .compare(walk)
        .invoke(result -> result.ifPresentOrElse(this::completed, () -> lost(walk)))
        .replaceWithVoid();
  }

  private void completed(CompareStars.Result result) {
    meters.count(RunOutcome.COMPLETED);
    if (result.found() > 0) {
      LOG.warnf("Telegram and our books disagree on %d transactions more", result.found());
    }
  }

  /** Another replica took over while this one was away. */
  private static void lost(StarWalk walk) {
    LOG.infof("The walk of bot %s is continued by another replica", walk.botId());
  }

  private Uni<Void> stopped(StarWalk walk, Throwable failure) {
    if (failure instanceof BotApiFailure.RateLimited) {
      Duration wait = ((BotApiFailure.RateLimited) failure).retryAfter();
      return walks.pause(walk, wait, failure.getMessage());
    }
    if (failure instanceof BotApiFailure.Refused) {
      return refused(walk, failure.getMessage());
    }
    if (failure instanceof BotApiFailure) {
      return walks.failed(walk, AFTER_A_FAILURE, failure.getMessage());
    }
    if (DatabaseTrouble.isIn(failure)) {
      LOG.warnf("The database did not answer the walk of bot %s: %s", walk.botId(), failure);
      return walks.failed(walk, AFTER_A_FAILURE, "the database did not answer in time");
    }
    LOG.errorf(failure, "The walk of bot %s failed", walk.botId());
    return walks.failed(walk, AFTER_A_FAILURE, "an error of ours; the log says which");
  }

  private Uni<Void> refused(StarWalk walk, String reason) {
    return walks
        .refused(walk, reason)
        .invoke(
            ended -> {
              if (ended) {
                LOG.warnf("Telegram does not tell the Stars of bot %s: %s", walk.botId(), reason);
                meters.count(RunOutcome.REFUSED);
              }
            })
        .replaceWithVoid();
  }
}

package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Subscription;
import io.github.tillgram.sandbox.world.Subscription.Renewal;
import io.github.tillgram.sandbox.world.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves the clock of the simulated Telegram. Subscriptions whose periods end on the way are
 * charged, each at its own time. Updates that wait do not get older by it.
 */
final class TimeTravel {
  private static final Duration FARTHEST = Duration.ofDays(3660);
  private static final long MOST_RENEWALS = 1_000;

  private final World world;
  private final Clock clock;
  private final Subscriptions subscriptions;

  private record Due(Bot bot, Subscription subscription) {}

  TimeTravel(World world, Clock clock, Subscriptions subscriptions) {
    this.world = world;
    this.clock = clock;
    this.subscriptions = subscriptions;
  }

  ObjectNode now(Ask ask) {
    return Json.object()
        .put("now", clock.instant().toString())
        .put("ahead", world.ahead().toString());
  }

  ObjectNode advance(Ask ask) {
    Duration step = ask.duration("advance", Duration.ZERO);
    if (step.isNegative() || step.compareTo(FARTHEST.minus(world.ahead())) > 0) {
      throw Complaint.invalid("advance must lead forward, and to at most " + FARTHEST);
    }
    Duration ahead = world.ahead().plus(step);
    Instant end = clock.instant().plus(step);
    if (due(end).mapToLong(due -> renewals(due, end)).sum() > MOST_RENEWALS) {
      throw Complaint.invalid("Advance by less: too many subscriptions would be renewed");
    }
    for (Optional<Due> due = first(end); due.isPresent(); due = first(end)) {
      moveTo(due.get().subscription().expiresAt());
      subscriptions.renew(due.get().bot(), due.get().subscription());
    }
    world.ahead(ahead);
    return now(ask);
  }

  /** Back to the real time; what happened has happened. */
  ObjectNode reset(Ask ask) {
    world.ahead(Duration.ZERO);
    return now(ask);
  }

  /** Never back, when a period ended before anybody moved the clock. */
  private void moveTo(long seconds) {
    Duration step = Duration.between(clock.instant(), Instant.ofEpochSecond(seconds));
    if (!step.isNegative()) {
      world.ahead(world.ahead().plus(step).plusMillis(1));
    }
  }

  private Optional<Due> first(Instant end) {
    return due(end).min(Comparator.comparingLong(due -> due.subscription().expiresAt()));
  }

  private Stream<Due> due(Instant end) {
    return world.bots().stream()
        .flatMap(
            bot ->
                bot.subscriptions().values().stream()
                    .map(subscription -> new Due(bot, subscription)))
        .filter(due -> due.subscription().renewal() == Renewal.ON)
        .filter(due -> due.subscription().expiresAt() <= end.getEpochSecond());
  }

  private static long renewals(Due due, Instant end) {
    long late = end.getEpochSecond() - due.subscription().expiresAt();
    return 1 + late / due.subscription().terms().subscriptionPeriod();
  }
}

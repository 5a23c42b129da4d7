package io.github.tillgram.webhook;

import io.github.tillgram.database.DatabaseConfig;
import io.github.tillgram.database.Permits;
import io.github.tillgram.observability.Meters;
import io.github.tillgram.telegram.api.UpdateKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps the door from taking the whole database: merchants and the outbox need connections too.
 * Telegram repeats what was not taken. Queries of payers need no permit: they cannot be repeated,
 * and they have connections of their own. Inline queries, which strangers can make at will, have a
 * small share of their own, so that they never wait before a payment.
 */
@ApplicationScoped
class DoorPermits {

  private static final Set<UpdateKind> QUERIES =
      Set.of(UpdateKind.PRE_CHECKOUT_QUERY, UpdateKind.SHIPPING_QUERY, UpdateKind.INLINE_QUERY);

  /** Of five connections three are the door's. */
  private static final int SHARE = 3;

  private static final int OF = 5;

  /** A bot has at most a hundred updates under way. */
  private static final int MOST_WAITING = 500;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Permits permits;

  DoorPermits(Vertx vertx, DatabaseConfig database, MeterRegistry registry) {
    int most = Math.max(1, database.connections() * SHARE / OF);
    this.permits = new Permits(vertx, most, MOST_WAITING, LONGEST_WAIT);
    Gauge.builder(Meters.UPDATES_WAITING, permits, Permits::waiting)
        .description("Updates that wait for a connection to the database")
        .register(registry);
  }

  <T> Uni<T> with(UpdateKind kind, Supplier<Uni<? extends T>> work) {
    return QUERIES.contains(kind) ? Uni.createFrom().deferred(work) : permits.with(work);
  }
}

package io.github.tillgram.invoice;

import io.github.tillgram.database.Batched;
import io.github.tillgram.database.Batcher;
import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Decides whether a payer may pay, and reserves the invoice if so, within the budget of a
 * pre-checkout. Those who ask at the same time are decided about together.
 */
@ApplicationScoped
public class Checkouts {

  private static final Logger LOG = Logger.getLogger(Checkouts.class);

  private static final int LARGEST_BATCH = 64;

  /** What is read of an update until it is decided about takes a few KiB. */
  private static final int MOST_WAITING = 4_096;

  /** Ten times what a batch takes on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** The part of the budget that may have passed when the database is asked once more. */
  private static final int RETRY_SHARE = 2;

  /** What the network may add to the budget before we stop waiting for the database. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * @param invoiceId unless there is none, or the decision was made before
   */
  public record Answer(CheckoutDecision decision, Optional<UUID> invoiceId) {}

  private record Query(CheckoutRequest request, long begun) {}

  private record InvoiceKey(UUID botId, String payload) {}

  private record UpdateKey(UUID botId, long updateId) {}

  private final CheckoutStatement statement;
  private final CheckoutConfig config;
  private final Batcher<Query, Answer> batcher;

  Checkouts(
      Vertx vertx, CheckoutStatement statement, CheckoutConfig config, MeterRegistry registry) {
    this.statement = statement;
    this.config = config;
    DistributionSummary sizes =
        DistributionSummary.builder(Meters.CHECKOUT_BATCHES)
            .description("Pre-checkouts that were decided about by one statement")
            .register(registry);
    this.batcher =
        new Batcher<>(
            vertx,
            new Decisions(),
            new Batcher.Limits(LARGEST_BATCH, MOST_WAITING, retryPeriod(), PATIENCE),
            sizes::record);
  }

  /**
   * Decides within the budget. Trouble of the database is an answer too; it is never a failure.
   *
   * <p>When the connection breaks under the statement nobody knows whether it was done. Asking
   * again settles it: the same update gets the same decision, and without a database it is
   * declined. A reservation that was made all the same is the payer's own and lapses.
   */
  public Uni<Answer> reserve(CheckoutRequest request) {
    return batcher
        .ask(new Query(request, System.nanoTime()))
        .onFailure()
        .recoverWithItem(Checkouts::unavailable);
  }

  private Duration retryPeriod() {
    return config.budget().dividedBy(RETRY_SHARE);
  }

  /** A statement that begins later might still be at work when we have stopped waiting for it. */
  private boolean mayAsk(Query query) {
    return System.nanoTime() - query.begun() < retryPeriod().toNanos();
  }

  private static Answer unavailable(Throwable failure) {
    if (DatabaseTrouble.isIn(failure)) {
      LOG.warnf("A pre-checkout was declined, the database did not decide: %s", failure);
    } else {
      LOG.error("A pre-checkout was declined because of an unexpected failure", failure);
    }
    return new Answer(CheckoutDecision.UNAVAILABLE, Optional.empty());
  }

  /** How queries reach the database. */
  private final class Decisions implements Batched<Query, Answer> {

    @Override
    public Collection<?> keys(Query query) {
      CheckoutRequest request = query.request();
      return List.of(
          new InvoiceKey(request.botId(), request.payload()),
          new UpdateKey(request.botId(), request.updateId()));
    }

    @Override
    public Uni<List<Optional<Answer>>> together(List<Query> queries) {
      return statement
          .decide(queries.stream().map(Query::request).toList())
          .ifNoItem()
          .after(config.budget().plus(GRACE))
          .failWith(TimeoutException::new);
    }

    @Override
    public Uni<Answer> alone(Query query) {
      return Uni.createFrom()
          .deferred(() -> decide(query))
          .onFailure(failure -> !(failure instanceof PgException) && mayAsk(query))
          .retry()
          .atMost(1)
          .ifNoItem()
          .after(config.budget().plus(GRACE))
          .failWith(TimeoutException::new);
    }

    private Uni<Answer> decide(Query query) {
      if (!mayAsk(query)) {
        return Uni.createFrom().failure(new TimeoutException("the budget is used up"));
      }
      return statement
          .decide(query.request())
          .chain(
              answer ->
                  answer.map(found -> Uni.createFrom().item(found)).orElseGet(() -> decide(query)));
    }
  }
}

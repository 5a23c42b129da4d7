package io.github.tillgram.invoice;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.database.Permits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Offers a payer the ways to send the goods to him, within the budget of a pre-checkout. */
@ApplicationScoped
public class ShippingOffers {

  private static final Logger LOG = Logger.getLogger(ShippingOffers.class);

  /** Half of the connections for checkouts: those who pay go before those who ask. */
  private static final int AT_ONCE = 4;

  private static final int MOST_WAITING = 1_000;

  /** The part of the budget that may pass until it is somebody's turn. */
  private static final int WAITING_SHARE = 3;

  /** What the network may add to the budget before we stop waiting for the database. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * @param options what is offered, and committed; empty for a refusal
   * @param invoiceId unless there is none
   */
  public record Answer(
      ShippingDecision decision, List<ShippingOption> options, Optional<UUID> invoiceId) {

    /** Says no for a reason that the database was not asked about. */
    public static Answer refusal(ShippingDecision decision) {
      return new Answer(decision, List.of(), Optional.empty());
    }
  }

  private final ShippingStatement statement;
  private final Permits permits;
  private final Duration budget;

  ShippingOffers(Vertx vertx, ShippingStatement statement, CheckoutConfig config) {
    this.statement = statement;
    this.budget = config.budget();
    this.permits = new Permits(vertx, AT_ONCE, MOST_WAITING, budget.dividedBy(WAITING_SHARE));
  }

  /**
   * Decides within the budget. Trouble of the database is an answer too; it is never a failure. A
   * statement whose connection broke is made again: the same update changes nothing twice.
   */
  public Uni<Answer> offer(ShippingRequest request) {
    return permits
        .with(() -> statement.offer(request))
        .onFailure(ShippingOffers::mayHaveBroken)
        .retry()
        .atMost(1)
        .ifNoItem()
        .after(budget.plus(GRACE))
        .failWith(TimeoutException::new)
        .onFailure()
        .recoverWithItem(ShippingOffers::unavailable);
  }

  /** What the database said itself, and what was never begun, is not tried again. */
  private static boolean mayHaveBroken(Throwable failure) {
    return !(failure instanceof PgException) && !(failure instanceof TimeoutException);
  }

  private static Answer unavailable(Throwable failure) {
    if (DatabaseTrouble.isIn(failure)) {
      LOG.warnf("A shipping query was refused, the database did not decide: %s", failure);
    } else {
      LOG.error("A shipping query was refused because of an unexpected failure", failure);
    }
    return Answer.refusal(ShippingDecision.UNAVAILABLE);
  }
}

package io.github.tillgram.invoice;

import io.github.tillgram.database.DatabaseConnections;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/**
 * Connections for pre-checkout queries only. The budget is set on the connection itself, so that
 * the database ends a statement that takes too long and "declined" means that nothing was done.
 *
 * <p>The statement is planned once for a connection, which takes longer than to execute it, and
 * finds everything by key: a plan made while a table is empty still serves when it has grown.
 */
@Singleton
@ReactiveDataSource("checkout")
public class CheckoutPool implements PgPoolCreator {

  /** The part of the budget that may pass until a connection is there. */
  private static final int ACQUISITION_SHARE = 3;

  /**
   * The payer is answered long before; this gives up connections to a server that vanished, and is
   * longer than the pool keeps a connection that nobody uses.
   */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final CheckoutConfig config;

  public CheckoutPool(CheckoutConfig config) {
    this.config = config;
  }

  @Override
  public Pool create(Input input) {
    Duration acquisition = config.budget().dividedBy(ACQUISITION_SHARE);
    String statement = Long.toString(config.budget().minus(acquisition).toMillis());
    return DatabaseConnections.pool(
        input,
        acquisition,
        SILENCE,
        Map.of(
            "statement_timeout",
            statement,
            "lock_timeout",
            statement,
            "plan_cache_mode",
            "force_generic_plan",
            "enable_seqscan",
            "off"));
  }
}

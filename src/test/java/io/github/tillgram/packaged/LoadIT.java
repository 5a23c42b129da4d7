package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.packaged.LoadGenerator.Result;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many payers at once. Every answer is checked, and afterwards the books. The figures are those of
 * one machine that holds load, service and database; only ratios within one run say something.
 */
class LoadIT {

  private static final Logger LOG = Logger.getLogger(LoadIT.class);

  private static final int CONNECTIONS = 32;
  private static final int MANY_CONNECTIONS = 100;

  private static Installation installation;
  private static ServiceProcess service;
  private static Load load;

  @BeforeAll
  static void start() {
    installation = new Installation("load");
    installation.with("TILLGRAM_DATABASE_URL", installation.database().url());
    service = installation.startAtFullSpeed().awaitReady();
    load =
        new Load(
            installation.openTill(service), installation.database(), installation.servicePort());
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void everyoneOfManyPayersAtOnceIsAnsweredRightly() throws IOException {
    int first = load.issued() + 1;
    load.issue(2_000);

    checkOut(CONNECTIONS, first, 2_000);
    pay(first, 500);

    theBooksAgree();
  }

  @Test
  @Tag("proof")
  void aReplicaTakesTwiceAsManyCheckoutsAsOneStatementEachWould() throws Exception {
    int first = load.issued() + 1;
    int warmUp = 40_000;
    int measured = 100_000;
    load.issue(warmUp + 2 * measured);

    checkOut(CONNECTIONS, first, warmUp);
    Result many = checkOut(MANY_CONNECTIONS, first + warmUp, measured);
    Result result = checkOut(CONNECTIONS, first + warmUp + measured, measured);
    Result cold = pay(first, 20_000);
    Result payments = pay(first + 20_000, 10_000);
    theBooksAgree();
    long reference = Pgbench.oneCheckoutEach(installation.database(), load.issued(), CONNECTIONS);

    LOG.infof("pgbench, one statement each, %d connections: %,d/s", CONNECTIONS, reference);
    LOG.infof("checkouts, %d connections: %s", CONNECTIONS, result);
    LOG.infof("checkouts, %d connections: %s", MANY_CONNECTIONS, many);
    LOG.infof("first payments, %d connections: %s", CONNECTIONS, cold);
    LOG.infof("payments, %d connections: %s", CONNECTIONS, payments);
    assertThat(result.perSecond()).isGreaterThan(2 * reference);
  }

  private static Result checkOut(int connections, int first, int count) throws IOException {
    return right(load.checkOut(connections, first, count));
  }

  private static Result pay(int first, int count) throws IOException {
    return right(load.pay(CONNECTIONS, first, count));
  }

  private static Result right(Result result) {
    LOG.info(result);
    assertThat(result.wrong()).isEmpty();
    return result;
  }

  /** Whoever was told that he may pay has the reservation, and whoever paid has paid once. */
  private static void theBooksAgree() {
    assertThat(
            installation
                .database()
                .column(
                    """
                    SELECT i.payload || ' ' || i.status FROM invoice i
                    LEFT JOIN payment p ON p.invoice_id = i.id
                    WHERE i.payload LIKE 'load-%' AND NOT CASE
                      WHEN p.id IS NULL THEN i.status = 'CHECKOUT' AND i.payload = 'load-' || i.reserved_by
                        AND i.reserved_until > now()
                      ELSE i.status = 'PAID' AND i.counted_payments = 1 AND p.status = 'COUNTED' END
                    """))
        .isEmpty();
    assertThat(
            installation
                .database()
                .column(
                    """
                    SELECT i.payload FROM invoice i WHERE i.payload LIKE 'load-%' AND
                      (SELECT count(*) FROM invoice_event e WHERE e.invoice_id = i.id
                       AND e.type = 'invoice.checkout_approved') <> 1
                    """))
        .isEmpty();
  }
}

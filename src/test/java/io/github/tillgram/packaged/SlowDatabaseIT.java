package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The database is there but slow. Whoever presses Pay is answered in time, and what he is told is
 * what the books say: who was declined reserved nothing.
 */
class SlowDatabaseIT {

  private static final Logger LOG = Logger.getLogger(SlowDatabaseIT.class);

  private static final Duration BUDGET = Duration.ofSeconds(1);

  /** One and a half of the budget and a second, and what the way here and back takes. */
  private static final Duration BOUND = Duration.ofMillis(1500 + 1000 + 500);

  private static final int AT_ONCE = 24;
  private static final long PAYER = PEOPLE.get(0);

  private static Installation installation;
  private static ServiceProcess service;
  private static Till till;

  private record Checkout(UUID invoice, long updateId, boolean approved, Duration taken) {}

  @BeforeAll
  static void start() {
    installation = new Installation("slow").with("TILLGRAM_CHECKOUT_BUDGET", BUDGET.toString());
    service = installation.start().awaitReady();
    till = installation.openTill(service);
    // Nobody measures a service that has never done anything.
    checkOut(issue(AT_ONCE));
    installation
        .database()
        .update(
            "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$BEGIN PERFORM pg_sleep(4 * random()); RETURN NEW; END$$");
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @AfterEach
  void hurryAgain() {
    installation.wayToDatabase().slowDown(Duration.ZERO);
    installation.database().update("DROP TRIGGER IF EXISTS dawdling ON invoice_event");
  }

  @Test
  void whoWaitsForARowThatSomebodyHoldsIsDeclinedAndHasReservedNothing() throws Exception {
    List<UUID> invoices = issue(AT_ONCE);
    List<Checkout> checkouts;

    try (Connection connection = hold()) {
      checkouts = checkOut(invoices);
      connection.rollback();
    }

    assertThat(checkouts).noneMatch(Checkout::approved);
    answersAreInTimeAndTrue(checkouts);
    assertThat(checkOut(invoices.subList(0, 5))).allMatch(Checkout::approved);
  }

  @Test
  void whatTheDatabaseDoesTooSlowlyIsNotDone() {
    List<UUID> invoices = issue(AT_ONCE);
    dawdle();

    List<Checkout> checkouts = checkOut(invoices);

    answersAreInTimeAndTrue(checkouts);
  }

  @Test
  void aSlowWayToTheDatabaseCostsNobodyHisAnswer() {
    List<UUID> invoices = issue(AT_ONCE);
    installation.wayToDatabase().slowDown(Duration.ofMillis(100));

    answersAreInTimeAndTrue(checkOut(invoices));
  }

  @Test
  @Tag("proof")
  void forAMinuteEverythingIsSlowInTurns() throws Exception {
    int approved = 0;
    int declined = 0;
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    for (int round = 0; System.nanoTime() < end; round++) {
      List<UUID> invoices = issue(2 * AT_ONCE);
      List<Checkout> checkouts;
      if (round % 3 == 0) {
        dawdle();
        checkouts = checkOut(invoices);
      } else if (round % 3 == 1) {
        installation.wayToDatabase().slowDown(Duration.ofMillis(20L * (round % 10)));
        checkouts = checkOut(invoices);
      } else {
        try (Connection connection = hold()) {
          CompletableFuture<List<Checkout>> all =
              CompletableFuture.supplyAsync(() -> checkOut(invoices));
          Thread.sleep(200L * (round % 4));
          connection.rollback();
          checkouts = all.join();
        }
      }
      hurryAgain();
      answersAreInTimeAndTrue(checkouts);
      int yes = (int) checkouts.stream().filter(Checkout::approved).count();
      approved += yes;
      declined += checkouts.size() - yes;
    }
    LOG.infof("%d approved and %d declined, each as the books say", approved, declined);
    assertThat(approved).isPositive();
    assertThat(declined).isPositive();
  }

  /** Holds every invoice. */
  private static Connection hold() throws SQLException {
    Connection connection = installation.database().connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT FROM invoice FOR UPDATE");
    }
    return connection;
  }

  private static void dawdle() {
    installation
        .database()
        .update(
            "CREATE TRIGGER dawdling BEFORE INSERT ON invoice_event"
                + " FOR EACH ROW EXECUTE FUNCTION dawdle()");
  }

  private static void answersAreInTimeAndTrue(List<Checkout> checkouts) {
    await().until(SlowDatabaseIT::nothingIsUnderWay);
    assertThat(checkouts)
        .allSatisfy(
            checkout -> {
              assertThat(checkout.taken()).isLessThan(BOUND);
              assertThat(isReserved(checkout)).isEqualTo(checkout.approved());
              assertThat(isNotedAsApproved(checkout)).isEqualTo(checkout.approved());
            });
  }

  private static boolean nothingIsUnderWay() {
    return installation
            .database()
            .number(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE state <> 'idle' AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
        == 0;
  }

  private static boolean isReserved(Checkout checkout) {
    return installation
            .database()
            .number(
                "SELECT count(*) FROM invoice WHERE id = ? AND reserved_by = ? AND status = 'CHECKOUT'",
                checkout.invoice(),
                PAYER)
        == 1;
  }

  private static boolean isNotedAsApproved(Checkout checkout) {
    return installation
            .database()
            .number(
                "SELECT count(*) FROM invoice_event WHERE invoice_id = ?"
                    + " AND type = 'invoice.checkout_approved'"
                    + " AND (data::json ->> 'updateId')::bigint = ?",
                checkout.invoice(),
                checkout.updateId())
        == 1;
  }

  private static List<UUID> issue(int invoices) {
    return IntStream.range(0, invoices)
        .mapToObj(i -> till.issue("slow-" + System.nanoTime()).body())
        .map(body -> UUID.fromString(new JsonObject(body).getString("id")))
        .toList();
  }

  /** All at once. */
  private static List<Checkout> checkOut(List<UUID> invoices) {
    ExecutorService payers = Executors.newFixedThreadPool(invoices.size());
    try {
      List<Future<Checkout>> checkouts = new ArrayList<>();
      for (UUID invoice : invoices) {
        JsonObject query = Till.preCheckout(PAYER, till.payload(invoice));
        checkouts.add(payers.submit(() -> checkOut(invoice, query)));
      }
      return checkouts.stream().map(SlowDatabaseIT::answered).toList();
    } finally {
      payers.shutdown();
    }
  }

  private static Checkout checkOut(UUID invoice, JsonObject query) {
    long begun = System.nanoTime();
    HttpResponse<String> answer = till.deliver(query);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Checkout(
        invoice, query.getLong("update_id"), new JsonObject(answer.body()).getBoolean("ok"), taken);
  }

  private static Checkout answered(Future<Checkout> checkout) {
    try {
      return checkout.get();
    } catch (Exception failure) {
      throw new AssertionError("A payer was not answered", failure);
    }
  }
}

package io.github.tillgram.packaged;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three replicas on one database, with something before them that is a little late to notice. */
class ReplicasIT {

  private static final Logger LOG = Logger.getLogger(ReplicasIT.class);

  private static final int COUNT = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Telegram allows a bot 60; some may have been held up on their way and come with the next. */
  private static final int MOST_IN_TWO_SECONDS = 75;

  /** What Telegram allows in a chat is one per second; our timers may be off by so much. */
  private static final long SHORTEST_GAP_MILLIS = 1000 - 150;

  private static final List<ServiceProcess> REPLICAS = new ArrayList<>();

  private static Installation installation;
  private static Front front;
  private static CallLog calls;
  private static List<Till> tills;

  /** All at once on an empty database, as a first deployment is. */
  @BeforeAll
  static void start() {
    installation =
        new Installation("replicas")
            .with("TILLGRAM_OUTBOX_LEASE", "PT3S")
            .with("TILLGRAM_SHUTDOWN_DELAY", "PT2S");
    front = installation.putAFrontBefore();
    calls = installation.listenToCalls();
    for (int i = 0; i < COUNT; i++) {
      add(installation.startReplica());
    }
    REPLICAS.forEach(ReplicasIT::awaitTraffic);
    tills = installation.openTills(front.root(), 3);
  }

  @AfterAll
  static void stop() {
    REPLICAS.forEach(ServiceProcess::close);
    front.close();
    installation.close();
  }

  /** What another test left in the books is nobody's business. */
  @BeforeEach
  void forget() {
    installation
        .database()
        .update(
            "TRUNCATE invoice, invoice_event, outbox, payment, ledger_line, reservation, refund CASCADE");
  }

  /** One of them takes so long that the others look for the same work meanwhile. */
  @Test
  void whatIsScheduledIsDoneOnce() {
    int due = 40;
    Till till = tills.get(0);
    IntStream.range(0, due).forEach(i -> till.issue("due-" + i));
    installation
        .database()
        .update(
            """
            CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
              $$BEGIN PERFORM pg_sleep(0.25); RETURN NEW; END$$;
            CREATE TRIGGER dawdling BEFORE INSERT ON invoice_event
              FOR EACH ROW EXECUTE FUNCTION dawdle();
            UPDATE invoice SET expires_at = now();
            """);

    await()
        .atMost(PATIENCE)
        .until(() -> number("SELECT count(*) FROM invoice WHERE status = 'OPEN'") == 0);
    installation.database().update("DROP TRIGGER dawdling ON invoice_event");

    assertThat(number("SELECT count(*) FROM invoice_event WHERE type = 'invoice.expired'"))
        .isEqualTo(number("SELECT count(*) FROM invoice WHERE status = 'EXPIRED'"))
        .isGreaterThanOrEqualTo(due);
  }

  /** A message to each of many, and a few to the same. */
  @Test
  void floodLimitsHoldForAllOfThemInSum() {
    List<Long> often = Telegram.PEOPLE;
    List<Long> chats =
        LongStream.concat(
                LongStream.range(7_000_000, 7_000_150),
                Stream.generate(() -> often)
                    .limit(4)
                    .flatMap(List::stream)
                    .mapToLong(Long::longValue))
            .boxed()
            .toList();
    calls.forget();

    installation
        .database()
        .update(
            """
            INSERT INTO outbox (kind, bot_id, body)
            SELECT 'chat.message', '%s', json_build_object('chatId', chat, 'text', 'Hello')
            FROM unnest(ARRAY%s) AS chat
            """
                .formatted(tills.get(0).botId(), chats));

    await().atMost(PATIENCE).until(() -> calls.calls().size() >= chats.size());
    assertThat(mostInTwoSeconds(calls.calls())).isLessThanOrEqualTo(MOST_IN_TWO_SECONDS);
    Map<Long, List<Long>> perChat =
        calls.calls().stream()
            .collect(groupingBy(CallLog.Call::chatId, mapping(CallLog.Call::nanos, toList())));
    assertThat(often)
        .allSatisfy(
            chat ->
                assertThat(shortestGapMillis(perChat.get(chat)))
                    .isGreaterThan(SHORTEST_GAP_MILLIS));
  }

  @Test
  void allOfThemAreReplacedWithoutALostUpdateOrARefusedCheckout() throws Exception {
    try (Payers payers = payers()) {
      payers.payAtTheDoor(tills);
      migrateAhead();
      for (ServiceProcess old : List.copyOf(REPLICAS)) {
        replace(old);
      }
      payers.finish();

      assertThat(payers.refusals()).isEmpty();
      assertThat(payers.cutShort()).as("calls without an answer").isZero();
      new Audit(installation, payers.paid()).passes();
    }
  }

  @Test
  void everyPaymentIsRecordedExactlyOnceWhileOneOfThemDies() throws Exception {
    try (Payers payers = payers()) {
      payers.payAtTheDoor(tills);
      RandomKiller killer = new RandomKiller(payers, 4, 12);
      killOne(killer);
      killOne(killer);
      payers.finish();

      new Audit(installation, payers.paid()).passes();
    }
  }

  @Test
  @Tag("proof")
  void aThousandPaymentsAreRecordedExactlyOnceWhileOneOfThreeDiesAgainAndAgain() throws Exception {
    List<Till> shops = installation.openTills(front.root(), 12);
    try (Payers payers = new Payers(installation.telegram(), 1_000)) {
      payers.payAtTheDoor(shops).payInTheChat(shops.get(0));
      RandomKiller killer = new RandomKiller(payers, 4, 150);
      while (!payers.areContent()) {
        killOne(killer);
      }
      payers.finish();

      LOG.infof("%s; %d kills", payers, killer.kills());
      assertThat(payers.paid()).hasSize(1_000);
      new Audit(installation, payers.paid()).passes();
    }
  }

  private static Payers payers() {
    return new Payers(installation.telegram(), Integer.MAX_VALUE);
  }

  private static long mostInTwoSeconds(Collection<CallLog.Call> calls) {
    List<Long> times = calls.stream().map(CallLog.Call::nanos).toList();
    return times.stream()
        .mapToLong(
            first ->
                times.stream()
                    .filter(time -> time >= first && time - first < TimeUnit.SECONDS.toNanos(2))
                    .count())
        .max()
        .orElse(0);
  }

  private static long shortestGapMillis(List<Long> nanos) {
    List<Long> times = nanos.stream().sorted().toList();
    return IntStream.range(1, times.size())
        .mapToLong(i -> TimeUnit.NANOSECONDS.toMillis(times.get(i) - times.get(i - 1)))
        .min()
        .orElseThrow();
  }

  /** A newer version has been here: the schema has what those who serve do not know. */
  private static void migrateAhead() {
    installation
        .database()
        .update(
            """
            ALTER TABLE invoice ADD COLUMN of_a_later_version text;
            INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
                                               installed_by, execution_time, success)
            VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 'test', 1, true)
            """);
  }

  /** As a rolling update does: the new one first, then the old one is asked to end. */
  private static void replace(ServiceProcess old) throws InterruptedException {
    ServiceProcess successor = installation.startReplica();
    add(successor);
    awaitTraffic(successor);
    old.terminate();
    await().until(() -> !old.isReady());
    assertThat(new Http().get(old.root() + "/q/openapi").statusCode())
        .as("what it answers to those who have not noticed")
        .isEqualTo(200);
    old.awaitExit(PATIENCE);
    leave(old);
  }

  private static void killOne(RandomKiller killer) throws InterruptedException {
    ServiceProcess victim = REPLICAS.get(0);
    killer.kill(victim);
    leave(victim);
    add(installation.startReplica());
  }

  private static void add(ServiceProcess replica) {
    REPLICAS.add(replica);
    front.add(replica);
  }

  private static void leave(ServiceProcess replica) {
    REPLICAS.remove(replica);
    front.forget(replica);
  }

  private static void awaitTraffic(ServiceProcess replica) {
    replica.awaitReady();
    await().atMost(PATIENCE).until(() -> front.sendsTo(replica));
  }

  private static long number(String sql) {
    return installation.database().number(sql);
  }
}

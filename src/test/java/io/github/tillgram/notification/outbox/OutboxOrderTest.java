package io.github.tillgram.notification.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Payments first, bots in turn, and nobody waits for a bot whose calls hang. */
@QuarkusTest
class OutboxOrderTest {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final int ALL = 32;
  private static final int MANY = 200;
  private static final UUID BUSY = UUID.randomUUID();
  private static final UUID QUIET = UUID.randomUUID();

  private static final String APPEND =
      """
      INSERT INTO outbox (kind, urgency, bot_id, body, due_at)
      SELECT 'chat.message', $1::int, $2, '{"' || $6 || '":' || n || ',"text":"Hello"}',
             now() + $5::bigint * interval '1 s' + n * interval '1 ms'
      FROM generate_series($3::int, $4::int) AS n
      """;

  /** Rows into chats of their own, due one after the other. */
  private record Rows(UUID bot, Urgency urgency, int from, int to, long dueIn, String recipient) {

    static Rows due(UUID bot, Urgency urgency, int from, int to) {
      return new Rows(bot, urgency, from, to, -60, "chatId");
    }

    Rows withoutChat() {
      return new Rows(bot, urgency, from, to, dueIn, "paymentId");
    }
  }

  @Inject Shops shops;
  @Inject Database database;
  @Inject Pool pool;
  @Inject Pace pace;

  @Test
  void aReceiptOvertakesWhatNobodyWaitsFor() {
    List<Claim> claims =
        claim(
            4,
            Map.of(),
            Rows.due(BUSY, Urgency.LATER, 1, MANY),
            Rows.due(BUSY, Urgency.PAYMENT, MANY + 1, MANY + 1));

    assertThat(chats(claims)).containsExactly(MANY + 1, 1, 2, 3);
  }

  @Test
  void paymentsOfAllBotsGoBeforeWhatCanWait() {
    List<Claim> claims =
        claim(
            3,
            Map.of(),
            Rows.due(BUSY, Urgency.LATER, 1, MANY),
            Rows.due(QUIET, Urgency.PAYMENT, MANY, MANY + 2));

    assertThat(claimsOf(QUIET, claims)).isEqualTo(3);
  }

  @Test
  void botsTakeTurnsHoweverMuchOneHasToSay() {
    List<Claim> claims =
        claim(
            4,
            Map.of(),
            Rows.due(BUSY, Urgency.USUAL, 1, MANY),
            Rows.due(QUIET, Urgency.USUAL, MANY + 1, MANY + 2));

    assertThat(claimsOf(QUIET, claims)).isEqualTo(2);
    assertThat(claimsOf(BUSY, claims)).isEqualTo(2);
  }

  @Test
  void aBotWhoseCallsHangLeavesPlacesForOthers() {
    List<Claim> claims =
        claim(
            8,
            Map.of(BUSY, 22),
            Rows.due(BUSY, Urgency.PAYMENT, 1, MANY),
            Rows.due(QUIET, Urgency.LATER, 1, 3));

    assertThat(claimsOf(BUSY, claims)).isEqualTo(2);
    assertThat(claimsOf(QUIET, claims)).isEqualTo(3);
  }

  @Test
  void aBotWhoseRefundsHangLeavesPlacesForThoseOfOthers() {
    List<Claim> claims =
        claim(
            4,
            Map.of(BUSY, ALL * 3 / 4),
            Rows.due(BUSY, Urgency.PAYMENT, 1, MANY).withoutChat(),
            Rows.due(QUIET, Urgency.PAYMENT, MANY + 1, MANY + 2).withoutChat());

    assertThat(claimsOf(BUSY, claims)).isZero();
    assertThat(claimsOf(QUIET, claims)).isEqualTo(2);
  }

  @Test
  void whatIsUrgentButNotYetDueIsNotInTheWay() {
    List<Claim> claims =
        claim(
            4,
            Map.of(),
            new Rows(BUSY, Urgency.PAYMENT, 1, MANY, 3600, "chatId"),
            Rows.due(BUSY, Urgency.LATER, MANY + 1, MANY + 1));

    assertThat(chats(claims)).containsExactly(MANY + 1);
  }

  @Test
  void anInvoiceIsAPayment() {
    Shop shop = shops.open();
    new SandboxChat(shop, SandboxChat.PAYER).fault("sendInvoice", "RATE_LIMIT", 1, 3);

    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));

    assertThat(database.number("SELECT urgency FROM outbox WHERE invoice_id = ?", invoice))
        .isEqualTo(Urgency.PAYMENT.ordinal());
  }

  /** In a transaction of its own that leaves nothing, so that no worker is faster or in the way. */
  private List<Claim> claim(int limit, Map<UUID, Integer> busy, Rows... rows) {
    return pool.getConnection()
        .chain(
            connection ->
                connection
                    .begin()
                    .chain(
                        transaction ->
                            append(connection, List.of(rows))
                                .chain(
                                    () ->
                                        new OutboxQueue(connection, pace)
                                            .claim(
                                                UUID.randomUUID(), LEASE, limit, busy, ALL * 3 / 4))
                                .eventually(transaction::rollback))
                    .eventually(connection::close))
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  private static Uni<Void> append(SqlConnection connection, List<Rows> all) {
    Uni<Void> appended = connection.query("DELETE FROM outbox").execute().replaceWithVoid();
    for (Rows rows : all) {
      Tuple values =
          Tuple.of(
              rows.urgency().ordinal(),
              rows.bot(),
              rows.from(),
              rows.to(),
              rows.dueIn(),
              rows.recipient());
      appended =
          appended.chain(() -> connection.preparedQuery(APPEND).execute(values).replaceWithVoid());
    }
    return appended;
  }

  /** The chats spoken into, in the order of their turns. */
  private static List<Integer> chats(List<Claim> claims) {
    return claims.stream()
        .sorted(Comparator.comparing(Claim::turnIn))
        .map(claim -> Integer.valueOf(claim.message().body().replaceAll("\\D*(\\d+).*", "$1")))
        .toList();
  }

  private static long claimsOf(UUID bot, List<Claim> claims) {
    return claims.stream().filter(claim -> claim.message().botId().equals(bot)).count();
  }
}

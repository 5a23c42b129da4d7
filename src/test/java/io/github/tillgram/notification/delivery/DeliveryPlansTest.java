package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Plan;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What deliveries cost at the database does not grow with how many of them wait. */
@QuarkusTest
class DeliveryPlansTest {

  private static final Logger LOG = Logger.getLogger(DeliveryPlansTest.class);

  private static final int ENDPOINTS = 20;
  private static final int EVENTS_OF_AN_INVOICE = 2;
  private static final int CLAIMED = 256;

  /** Of the tables that grow with what happens. */
  private static final Set<String> LARGE =
      Set.of("delivery", "delivery_line", "delivery_attempt", "invoice_event", "invoice");

  /** Whatever waits: a few for each line that is claimed, and for each step down an index. */
  private static final int PAGES_OF_A_CLAIM = 60 * CLAIMED;

  @Inject Shops shops;
  @Inject Database database;
  @Inject DataSource connections;

  private Shop shop;

  /** Nobody but the test is at the lines: the endpoints may not be called yet. */
  @BeforeEach
  void openShop() {
    shop = shops.open();
    database.update(
        """
        INSERT INTO endpoint (id, merchant_id, url, paused_until)
        SELECT gen_random_uuid(), ?, 'https://shop.example/' || n, now() + interval '1 day'
        FROM generate_series(1, %d) AS n
        """
            .formatted(ENDPOINTS),
        shop.merchantId());
  }

  @AfterEach
  void forget() {
    database.update("UPDATE endpoint SET state = 'DELETED', disabled_reason = NULL");
    database.update("TRUNCATE delivery, delivery_attempt, delivery_line");
    database.update("DELETE FROM invoice_event WHERE merchant_id = ?", shop.merchantId());
    database.update("DELETE FROM invoice WHERE merchant_id = ?", shop.merchantId());
  }

  @Test
  void nothingIsReadWholeWhileFortyThousandWait() throws SQLException {
    explainAt(40_000);
  }

  @Test
  @Tag("proof")
  void nothingIsReadWholeWhileAMillionWait() throws SQLException {
    explainAt(1_000_000);
  }

  private void explainAt(int waiting) throws SQLException {
    fill(waiting);
    try (Connection connection = connections.getConnection()) {
      Plan generic = generic(connection, "claim", DeliveryQueue.CLAIM, CLAIM_TYPES, claim());
      Plan custom = Plan.custom(connection, due(DeliveryQueue.CLAIM), CLAIM_TYPES, claim());
      LOG.infof("claim, planned for its arguments: %s", custom);
      assertThat(generic.pages()).as("claim").isLessThan(PAGES_OF_A_CLAIM);
      assertThat(custom.pages()).as("claim").isLessThan(PAGES_OF_A_CLAIM);

      generic(connection, "end", EndDeliveries.END, END_TYPES, end());
      generic(connection, "move on", EndDeliveries.MOVE_ON, "uuid[], uuid[]", lines());
      generic(connection, "append", DeliveryLines.APPEND, APPEND_TYPES, append());
      generic(connection, "open", DeliveryLines.OPEN, "uuid[], uuid[]", lines());
      generic(connection, "forget", TidyDeliveries.FORGET, "bigint", "2592000000");
      generic(connection, "give up", TidyDeliveries.IDLE, "bigint", "259200000");
      // These two count what waits, every half minute and every minute.
      LOG.infof("gauges: %s", Plan.generic(connection, DeliveryGauges.QUERY, "", ""));
      LOG.infof("overfull: %s", Plan.generic(connection, TidyDeliveries.OVERFULL, "int", "100000"));
      // What was delivered is what one finds most of, and needs no index.
      for (DeliveryState state : List.of(DeliveryState.PENDING, DeliveryState.FAILED)) {
        search(connection, "all " + state, filter(Optional.empty(), Optional.of(state)));
      }
      search(connection, "all", filter(Optional.empty(), Optional.empty()));
      search(connection, "endpoint", filter(Optional.of(anEndpoint()), Optional.empty()));
      search(
          connection,
          "event",
          new DeliveryFilter(
              Optional.empty(), Optional.empty(), Optional.of(7L), Optional.empty()));
    }
  }

  /** So many in lines of two, all of which are due. */
  private void fill(int waiting) {
    int invoices = waiting / ENDPOINTS / EVENTS_OF_AN_INVOICE;
    database.update(
        """
        INSERT INTO invoice (id, merchant_id, bot_id, payload, rail, usage, status, title, description,
                             currency, total, prices, metadata)
        SELECT gen_random_uuid(), ?, ?, 'plan-' || n, 'TELEGRAM', 'SINGLE', 'OPEN', 'Tea', 'Assam', 'USD',
               1250, '[{"label":"Tea","amount":1250}]', '{}'
        FROM generate_series(1, ?) AS n
        """,
        shop.merchantId(),
        shop.botId(),
        invoices);
    database.update(
        """
        INSERT INTO invoice_event (merchant_id, invoice_id, type, data, position, hash)
        SELECT i.merchant_id, i.id, 'invoice.created', '{}', 1000000 + row_number() OVER (), '\\x00'
        FROM invoice i, generate_series(1, %d) WHERE i.merchant_id = ?
        """
            .formatted(EVENTS_OF_AN_INVOICE),
        shop.merchantId());
    database.update(
        """
        INSERT INTO delivery (id, endpoint_id, merchant_id, position, type, line)
        SELECT gen_random_uuid(), p.id, p.merchant_id, e.position, e.type, e.invoice_id
        FROM endpoint p, invoice_event e
        WHERE p.merchant_id = ? AND e.merchant_id = p.merchant_id AND e.position >= 1000000
        """,
        shop.merchantId());
    database.update(
        "INSERT INTO delivery_line (endpoint_id, line)"
            + " SELECT DISTINCT endpoint_id, line FROM delivery WHERE merchant_id = ?",
        shop.merchantId());
    database.update("ANALYZE invoice, invoice_event, delivery, delivery_line, endpoint");
    assertThat(
            database.number(
                "SELECT count(*) FROM delivery WHERE merchant_id = ?", shop.merchantId()))
        .isEqualTo(waiting);
  }

  private static Plan generic(
      Connection connection, String name, String sql, String types, String arguments)
      throws SQLException {
    Plan plan = Plan.generic(connection, due(sql), types, arguments);
    LOG.infof("%s: %s", name, plan);
    assertThat(plan.readWhole()).as(name).doesNotContainAnyElementsOf(LARGE);
    return plan;
  }

  private void search(Connection connection, String name, DeliveryFilter filter)
      throws SQLException {
    Tuple arguments = Tuple.of(shop.merchantId());
    String sql = DeliveryLog.statement(filter, 51, arguments);
    StringBuilder types = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      Object value = arguments.getValue(i);
      types.append(i == 0 ? "" : ", ").append(value instanceof UUID ? "uuid" : "bigint");
      values.append(i == 0 ? "" : ", ").append('\'').append(value).append('\'');
    }
    Plan plan = generic(connection, "log of " + name, sql, types.toString(), values.toString());
    assertThat(plan.pages()).as(name).isLessThan(2_000);
  }

  private static DeliveryFilter filter(Optional<UUID> endpoint, Optional<DeliveryState> state) {
    return new DeliveryFilter(endpoint, state, Optional.empty(), Optional.empty());
  }

  /** The endpoints are paused, so that nobody else claims; the statement is not to see that. */
  private static String due(String sql) {
    return sql.replace("e.paused_until IS NULL OR e.paused_until <= now()", "true");
  }

  private static final String CLAIM_TYPES = "uuid, bigint, int, uuid[], int[], int, int, int";

  private static String claim() {
    return "gen_random_uuid(), 30000, %1$d, '{}', '{}', 16, 1, %1$d".formatted(CLAIMED);
  }

  private static final String END_TYPES =
      "uuid[], uuid[], uuid[], uuid[], int[], int[], int[], text[], text[], text[], bigint[]";

  private String end() {
    UUID owner = UUID.randomUUID();
    database.update(
        "UPDATE delivery_line SET lease_owner = ? WHERE endpoint_id = ?", owner, anEndpoint());
    return """
        '{%s}', '{%s}', '{%s}', '{%s}', '{1}', '{5}', '{204}', '{null}', '{""}', '{DELIVERED}', '{0}'
        """
        .formatted(column("id", anEndpoint()), anEndpoint(), column("line", anEndpoint()), owner);
  }

  private static final String APPEND_TYPES = "uuid[], uuid[], uuid[], bigint[], text[], uuid[]";

  private String append() {
    return "'{%s}', '{%s}', '{%s}', '{2000000}', '{invoice.paid}', '{%s}'"
        .formatted(
            UUID.randomUUID(), anEndpoint(), shop.merchantId(), column("line", anEndpoint()));
  }

  private String lines() {
    return "'{%s}', '{%s}'".formatted(anEndpoint(), column("line", anEndpoint()));
  }

  private UUID anEndpoint() {
    return (UUID)
        database.value(
            "SELECT id FROM endpoint WHERE merchant_id = ? ORDER BY id LIMIT 1", shop.merchantId());
  }

  private String column(String name, UUID endpoint) {
    return database.text(
        "SELECT " + name + " FROM delivery WHERE endpoint_id = ? ORDER BY id LIMIT 1", endpoint);
  }
}

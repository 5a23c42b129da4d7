package io.github.tillgram.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the events of a merchant. */
@ApplicationScoped
public class Events {

  private static final String ONE =
      "SELECT %s FROM published_event e WHERE e.merchant_id = $1 AND e.position = $2"
          .formatted(PublishedEvent.COLUMNS);

  private static final String ERASURES =
      """
      SELECT %s FROM published_event e
      WHERE e.merchant_id = $1 AND e.type = 'payer.erased' AND e.data::json ->> 'payer' = ANY ($2)
        AND e.position < $3
      ORDER BY e.position DESC LIMIT $4
      """
          .formatted(PublishedEvent.COLUMNS);

  private final Pool pool;

  Events(Pool pool) {
    this.pool = pool;
  }

  /** At most so many that fit, in the order asked for. */
  public Uni<List<PublishedEvent>> search(UUID merchantId, EventFilter filter, int limit) {
    Tuple arguments = Tuple.tuple();
    String statement = statement(merchantId, filter, limit, arguments);
    return pool.preparedQuery(statement).execute(arguments).map(Events::read);
  }

  /** Names only what is asked for, so that each combination has the plan it needs. */
  private static String statement(UUID merchantId, EventFilter filter, int limit, Tuple arguments) {
    StringBuilder statement = new StringBuilder("SELECT ").append(PublishedEvent.COLUMNS);
    statement.append(" FROM published_event e WHERE e.merchant_id = ");
    statement.append(argument(arguments.addUUID(merchantId)));
    if (!filter.types().isEmpty()) {
      arguments.addArrayOfString(filter.types().toArray(String[]::new));
      statement.append(" AND e.type = ANY (").append(argument(arguments)).append(')');
    }
    filter
        .invoiceId()
        .ifPresent(
            id -> statement.append(" AND e.invoice_id = ").append(argument(arguments.addUUID(id))));
    filter.actor().ifPresent(actor -> onTheWordOf(actor, statement, arguments));
    filter.from().ifPresent(from -> happenedFrom(from, statement, arguments));
    filter
        .to()
        .ifPresent(
            to ->
                statement
                    .append(" AND e.created_at < ")
                    .append(argument(arguments.addOffsetDateTime(utc(to)))));
    filter
        .after()
        .ifPresent(
            position ->
                statement
                    .append(filter.oldestFirst() ? " AND e.position > " : " AND e.position < ")
                    .append(argument(arguments.addLong(position))));
    return statement
        .append(
            filter.oldestFirst()
                ? " ORDER BY e.position LIMIT "
                : " ORDER BY e.position DESC LIMIT ")
        .append(argument(arguments.addInteger(limit)))
        .toString();
  }

  /** What came round by itself is on nobody's word. */
  private static void onTheWordOf(String actor, StringBuilder statement, Tuple arguments) {
    if (actor.equals(PublishedEvent.BY_ITSELF)) {
      statement.append(" AND e.actor IS NULL");
      return;
    }
    String exactly = argument(arguments.addString(actor));
    String kind = argument(arguments.addString(actor + ":"));
    statement
        .append(" AND (e.actor = ")
        .append(exactly)
        .append(" OR starts_with(e.actor, ")
        .append(kind)
        .append("))");
  }

  /** Goes straight to the place in the chain, however long that is. */
  private static void happenedFrom(Instant from, StringBuilder statement, Tuple arguments) {
    String time = argument(arguments.addOffsetDateTime(utc(from)));
    statement.append(" AND e.created_at >= ").append(time);
    statement
        .append(" AND e.position > (SELECT event_position_before($1, ")
        .append(time)
        .append("))");
  }

  private static String argument(Tuple arguments) {
    return "$" + arguments.size();
  }

  public Uni<Optional<PublishedEvent>> find(UUID merchantId, String id) {
    return EventId.position(merchantId, id)
        .map(
            position ->
                pool.preparedQuery(ONE)
                    .execute(Tuple.of(merchantId, position))
                    .map(rows -> read(rows).stream().findFirst()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /**
   * Those that erased one of these payers, newest first.
   *
   * @param before only those with a lower position
   */
  public Uni<List<PublishedEvent>> ofErasures(
      UUID merchantId, List<String> digests, Optional<Long> before, int limit) {
    return pool.preparedQuery(ERASURES)
        .execute(
            Tuple.of(
                merchantId, digests.toArray(String[]::new), before.orElse(Long.MAX_VALUE), limit))
        .map(Events::read);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static List<PublishedEvent> read(RowSet<Row> rows) {
    List<PublishedEvent> events = new ArrayList<>(rows.size());
    rows.forEach(row -> events.add(PublishedEvent.read(row)));
    return events;
  }
}

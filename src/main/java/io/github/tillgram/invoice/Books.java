package io.github.tillgram.invoice;

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

/** Reads the ledger of a merchant. */
@ApplicationScoped
public class Books {

  private static final String LINES =
      """
      SELECT l.id, l.payment_id, p.invoice_id, i.reference, l.kind, p.rail, l.currency, l.amount,
             l.created_at
      FROM ledger_line l
      JOIN payment p ON p.id = l.payment_id
      LEFT JOIN invoice i ON i.id = p.invoice_id
      WHERE l.merchant_id = $1""";

  private static final String IN_ORDER = " ORDER BY l.created_at, l.id LIMIT ";

  /** A day is where its first moment stands among those of all, counted from 1. */
  private static final String DAYS =
      """
      SELECT width_bucket(l.created_at, $2::timestamptz[]) AS day, l.currency, p.rail,
             count(*) AS entries, count(DISTINCT l.payment_id) AS payments,
             coalesce(sum(l.amount) FILTER (WHERE l.kind = 'GOODS'), 0) AS goods,
             coalesce(sum(l.amount) FILTER (WHERE l.kind = 'SHIPPING'), 0) AS shipping,
             coalesce(sum(l.amount) FILTER (WHERE l.kind = 'TIP'), 0) AS tip,
             coalesce(sum(l.amount) FILTER (WHERE l.kind = 'HELD'), 0) AS held,
             coalesce(sum(l.amount) FILTER (WHERE l.kind = 'REFUND'), 0) AS refunded,
             sum(l.amount) AS net
      FROM ledger_line l
      JOIN payment p ON p.id = l.payment_id
      WHERE l.merchant_id = $1 AND l.created_at >= $3 AND l.created_at < $4
      GROUP BY day, l.currency, p.rail
      ORDER BY day, l.currency, p.rail
      """;

  private final Pool pool;

  Books(Pool pool) {
    this.pool = pool;
  }

  /** Oldest first, from behind the last one on. */
  public Uni<List<LedgerEntry>> walk(
      UUID merchantId, LedgerFilter filter, Optional<LedgerEntry> last, int limit) {
    Tuple arguments = Tuple.of(merchantId);
    StringBuilder statement = new StringBuilder(LINES);
    filter
        .kind()
        .ifPresent(kind -> statement.append(" AND l.kind = ").append(text(arguments, kind.name())));
    filter
        .rail()
        .ifPresent(rail -> statement.append(" AND p.rail = ").append(text(arguments, rail.name())));
    filter
        .currency()
        .ifPresent(code -> statement.append(" AND l.currency = ").append(text(arguments, code)));
    filter
        .written()
        .from()
        .ifPresent(from -> statement.append(" AND l.created_at >= ").append(time(arguments, from)));
    filter
        .written()
        .to()
        .ifPresent(to -> statement.append(" AND l.created_at < ").append(time(arguments, to)));
    last.ifPresent(
        one ->
            statement
                .append(" AND (l.created_at, l.id) > (")
                .append(time(arguments, one.at()))
                .append(", ")
                .append(number(arguments, one.id()))
                .append(')'));
    statement.append(IN_ORDER).append(number(arguments, limit));
    return pool.preparedQuery(statement.toString()).execute(arguments).map(Books::entries);
  }

  /**
   * What each day came to, by currency and rail, oldest first; a day without entries is left out.
   *
   * @param days their first moments in order, and the first moment after the last of them
   */
  public Uni<List<DayTotal>> days(UUID merchantId, List<Instant> days) {
    Tuple arguments =
        Tuple.of(
            merchantId,
            days.stream().map(Books::utc).toArray(OffsetDateTime[]::new),
            utc(days.get(0)),
            utc(days.get(days.size() - 1)));
    return pool.preparedQuery(DAYS).execute(arguments).map(Books::totals);
  }

  private static String text(Tuple arguments, String value) {
    return argument(arguments.addString(value));
  }

  private static String number(Tuple arguments, long value) {
    return argument(arguments.addLong(value));
  }

  private static String time(Tuple arguments, Instant value) {
    return argument(arguments.addOffsetDateTime(utc(value)));
  }

  private static String argument(Tuple arguments) {
    return "$" + arguments.size();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static List<LedgerEntry> entries(RowSet<Row> rows) {
    List<LedgerEntry> entries = new ArrayList<>(rows.size());
    rows.forEach(row -> entries.add(entry(row)));
    return entries;
  }

  private static LedgerEntry entry(Row row) {
    return new LedgerEntry(
        row.getLong("id"),
        row.getUUID("payment_id"),
        Optional.ofNullable(row.getUUID("invoice_id")),
        Optional.ofNullable(row.getString("reference")),
        LedgerKind.valueOf(row.getString("kind")),
        Rail.valueOf(row.getString("rail")),
        row.getString("currency"),
        row.getLong("amount"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static List<DayTotal> totals(RowSet<Row> rows) {
    List<DayTotal> totals = new ArrayList<>(rows.size());
    rows.forEach(row -> totals.add(DayTotal.read(row)));
    return totals;
  }
}

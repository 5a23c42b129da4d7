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

  private static final String SEARCH =
      """
      SELECT %s FROM published_event e
      WHERE e.merchant_id = $1
        AND ($2::text[] IS NULL OR e.type = ANY ($2::text[]))
        AND ($3::uuid IS NULL OR e.invoice_id = $3::uuid)
        AND ($4::timestamptz IS NULL OR e.created_at >= $4::timestamptz)
        AND ($5::timestamptz IS NULL OR e.created_at < $5::timestamptz)
        AND e.position %s $6::bigint
      ORDER BY e.position %s LIMIT $7
      """;

  private static final String NEWEST_FIRST = SEARCH.formatted(PublishedEvent.COLUMNS, "<", "DESC");
  private static final String OLDEST_FIRST = SEARCH.formatted(PublishedEvent.COLUMNS, ">", "ASC");

  private static final String ONE =
      "SELECT %s FROM published_event e WHERE e.merchant_id = $1 AND e.position = $2"
          .formatted(PublishedEvent.COLUMNS);

  private final Pool pool;

  Events(Pool pool) {
    this.pool = pool;
  }

  /** At most so many that fit, in the order asked for. */
  public Uni<List<PublishedEvent>> search(UUID merchantId, EventFilter filter, int limit) {
    long end = filter.oldestFirst() ? 0 : Long.MAX_VALUE;
    return pool.preparedQuery(filter.oldestFirst() ? OLDEST_FIRST : NEWEST_FIRST)
        .execute(
            Tuple.tuple()
                .addUUID(merchantId)
                .addArrayOfString(
                    filter.types().isEmpty() ? null : filter.types().toArray(String[]::new))
                .addUUID(filter.invoiceId().orElse(null))
                .addOffsetDateTime(filter.from().map(Events::utc).orElse(null))
                .addOffsetDateTime(filter.to().map(Events::utc).orElse(null))
                .addLong(filter.after().orElse(end))
                .addInteger(limit))
        .map(Events::read);
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

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static List<PublishedEvent> read(RowSet<Row> rows) {
    List<PublishedEvent> events = new ArrayList<>(rows.size());
    rows.forEach(row -> events.add(PublishedEvent.read(row)));
    return events;
  }
}

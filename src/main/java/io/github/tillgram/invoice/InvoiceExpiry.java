package io.github.tillgram.invoice;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tidies up: invoices whose time has passed become EXPIRED. Nothing depends on it, since every
 * statement compares times itself.
 */
@ApplicationScoped
class InvoiceExpiry {

  private static final String EXPIRE =
      """
      WITH due AS MATERIALIZED (
        SELECT id FROM invoice i
        WHERE unsettled AND expires_at <= now()
          AND (reserved_until IS NULL OR reserved_until <= now())
          AND NOT EXISTS (SELECT FROM reservation r
                          WHERE r.invoice_id = i.id AND r.reserved_until > now())
        LIMIT 500 FOR UPDATE SKIP LOCKED
      ), expired AS (
        UPDATE invoice SET status = 'EXPIRED', version = version + 1
        WHERE id IN (SELECT id FROM due)
        RETURNING id, merchant_id, expires_at
      )
      INSERT INTO invoice_event (merchant_id, invoice_id, type, data)
      SELECT merchant_id, id, 'invoice.expired', json_build_object(
               'expiresAt', to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'invoiceStatusBefore', 'OPEN', 'invoiceStatusAfter', 'EXPIRED')::text
      FROM expired
      RETURNING invoice_id
      """;

  private final Pool pool;

  InvoiceExpiry(Pool pool) {
    this.pool = pool;
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> expire() {
    return Housekeeping.round("invoices expire", () -> pool.withTransaction(this::expire));
  }

  /**
   * Messages are looked for by a statement of their own, which sees those that were sent until the
   * invoices were locked.
   */
  private Uni<Void> expire(SqlConnection connection) {
    return connection
        .query(EXPIRE)
        .execute()
        .map(InvoiceExpiry::ids)
        .chain(
            expired ->
                expired.length == 0
                    ? Uni.createFrom().voidItem()
                    : connection
                        .preparedQuery(InvoiceMessages.RETRACT_FROM_CHATS)
                        .execute(Tuple.tuple().addArrayOfUUID(expired))
                        .replaceWithVoid());
  }

  private static UUID[] ids(RowSet<Row> rows) {
    List<UUID> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.getUUID("invoice_id")));
    return ids.toArray(UUID[]::new);
  }
}

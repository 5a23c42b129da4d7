package io.github.tillgram.security;

import io.github.tillgram.database.Housekeeping;
import io.github.tillgram.security.EncryptedColumns.Column;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Re-encrypts a few ciphertexts per transaction. The lock on the row of the work keeps other
 * replicas away, the row remembers how far it is, and a ciphertext is replaced only if nobody did
 * so since it was read. A pass that found something is followed by another one, because a replica
 * that still writes with an old key may have done so behind it.
 */
@ApplicationScoped
class ReencryptionWorker {

  private static final Logger LOG = Logger.getLogger(ReencryptionWorker.class);

  /** A quarantined body has up to a mebibyte. */
  private static final int BATCH = 16;

  /** Sorts behind every name of a table. */
  private static final String AFTER_ALL_PLACES = "~";

  private static final UUID BEFORE_ALL_IDS = new UUID(0, 0);

  private static final String CLAIM =
      """
      SELECT at_place, after_id, touched FROM reencryption
      WHERE finished_at IS NULL AND key_id = $1 FOR UPDATE SKIP LOCKED
      """;

  private static final String ADVANCE =
      """
      UPDATE reencryption SET at_place = $1, after_id = $2, touched = touched + $3,
             rewritten = rewritten + $4, unreadable = unreadable + $5
      """;

  private static final String NEXT_PASS =
      "UPDATE reencryption SET at_place = '', after_id = DEFAULT, touched = 0, unreadable = 0";

  private static final String FINISH = "UPDATE reencryption SET finished_at = now()";

  private final Vertx vertx;
  private final Pool pool;
  private final Ciphertexts ciphertexts;
  private final Encryption encryption;
  private final BlindIndex indexes;

  ReencryptionWorker(
      Vertx vertx, Pool pool, Ciphertexts ciphertexts, Encryption encryption, BlindIndex indexes) {
    this.indexes = indexes;
    this.vertx = vertx;
    this.pool = pool;
    this.ciphertexts = ciphertexts;
    this.encryption = encryption;
  }

  /** Where the work stands. */
  private record Position(String place, UUID afterId, long touched) {}

  private record Stale(UUID id, String ciphertext) {}

  /**
   * @param index the blind index, where there is one
   */
  private record Renewed(UUID id, String before, String after, String index) {}

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> work() {
    return Housekeeping.round("re-encryption", this::steps);
  }

  private Uni<?> steps() {
    return Uni.createFrom()
        .deferred(() -> pool.withTransaction(this::step))
        .repeat()
        .whilst(more -> more)
        .collect()
        .last();
  }

  /** Whether there may be more to do. */
  private Uni<Boolean> step(SqlConnection connection) {
    return connection
        .preparedQuery(CLAIM)
        .execute(Tuple.of(encryption.writerId()))
        .chain(
            claimed -> {
              for (Row row : claimed) {
                return goOn(
                    connection,
                    new Position(
                        row.getString("at_place"),
                        row.getUUID("after_id"),
                        row.getLong("touched")));
              }
              return Uni.createFrom().item(false);
            });
  }

  private Uni<Boolean> goOn(SqlConnection connection, Position position) {
    Optional<Column> column = ciphertexts.from(position.place());
    if (column.isEmpty()) {
      return endOfPass(connection, position);
    }
    boolean within = column.get().place().equals(position.place());
    return connection
        .preparedQuery(Ciphertexts.stale(column.get()))
        .execute(
            Tuple.of(within ? position.afterId() : BEFORE_ALL_IDS, encryption.writerId(), BATCH))
        .map(ReencryptionWorker::stale)
        .chain(
            stale ->
                stale.isEmpty()
                    ? nextColumn(connection, column.get())
                    : renew(connection, column.get(), stale))
        .replaceWith(true);
  }

  private Uni<Boolean> endOfPass(SqlConnection connection, Position position) {
    if (position.touched() > 0) {
      return connection.query(NEXT_PASS).execute().replaceWith(true);
    }
    return connection
        .query(FINISH)
        .execute()
        .invoke(
            () -> LOG.infof("The re-encryption with the key %s is finished", encryption.writerId()))
        .replaceWith(false);
  }

  private Uni<Void> nextColumn(SqlConnection connection, Column column) {
    String next = ciphertexts.after(column).map(Column::place).orElse(AFTER_ALL_PLACES);
    return advance(connection, next, BEFORE_ALL_IDS, 0, 0, 0);
  }

  private Uni<Void> renew(SqlConnection connection, Column column, List<Stale> stale) {
    UUID last = stale.get(stale.size() - 1).id();
    return offTheEventLoop(column, stale)
        .chain(
            renewed ->
                replace(connection, column, renewed)
                    .chain(
                        replaced ->
                            advance(
                                connection,
                                column.place(),
                                last,
                                renewed.size(),
                                replaced,
                                stale.size() - renewed.size())));
  }

  /** Megabytes take their time to encrypt. */
  private Uni<List<Renewed>> offTheEventLoop(Column column, List<Stale> stale) {
    return Uni.createFrom()
        .completionStage(
            () -> vertx.executeBlocking(() -> renewed(column, stale)).toCompletionStage());
  }

  private List<Renewed> renewed(Column column, List<Stale> stale) {
    List<Renewed> renewed = new ArrayList<>();
    for (Stale one : stale) {
      Place place = new Place(column.table(), column.name(), one.id());
      try {
        Secret plain = encryption.decrypt(one.ciphertext(), place);
        renewed.add(
            new Renewed(
                one.id(),
                one.ciphertext(),
                encryption.encrypt(plain, place),
                column.index().map(name -> indexes.of(plain, column)).orElse(null)));
      } catch (IllegalStateException unreadable) {
        LOG.errorf("Row %s of %s: %s", one.id(), column.place(), unreadable.getMessage());
      }
    }
    return renewed;
  }

  /** How many were replaced; the others were changed meanwhile, by somebody who encrypted anew. */
  private static Uni<Integer> replace(
      SqlConnection connection, Column column, List<Renewed> renewed) {
    return connection
        .preparedQuery(Ciphertexts.replace(column))
        .execute(
            Tuple.of(
                renewed.stream().map(Renewed::id).toArray(UUID[]::new),
                renewed.stream().map(Renewed::before).toArray(String[]::new),
                renewed.stream().map(Renewed::after).toArray(String[]::new),
                renewed.stream().map(Renewed::index).toArray(String[]::new)))
        .map(RowSet::rowCount);
  }

  private static Uni<Void> advance(
      SqlConnection connection,
      String place,
      UUID afterId,
      int touched,
      int rewritten,
      int unreadable) {
    return connection
        .preparedQuery(ADVANCE)
        .execute(Tuple.of(place, afterId, touched, rewritten, unreadable))
        .replaceWithVoid();
  }

  private static List<Stale> stale(RowSet<Row> rows) {
    List<Stale> stale = new ArrayList<>(rows.size());
    rows.forEach(row -> stale.add(new Stale(row.getUUID("id"), row.getString("ciphertext"))));
    return stale;
  }
}

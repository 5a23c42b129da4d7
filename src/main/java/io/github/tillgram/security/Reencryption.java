package io.github.tillgram.security;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * After a new key: has everything encrypted with it that others wrote, and says how far that is.
 * The work is a row, so any replica that writes with this key takes it up, and goes on where
 * another one was killed.
 */
@ApplicationScoped
public class Reencryption {

  private static final String BEGIN =
      """
      INSERT INTO reencryption (key_id) VALUES ($1)
      ON CONFLICT (only_one) DO UPDATE
      SET key_id = $1, at_place = '', after_id = DEFAULT, touched = 0, rewritten = 0, unreadable = 0,
          started_at = now(), finished_at = NULL
      WHERE reencryption.finished_at IS NOT NULL OR reencryption.key_id <> $1
      """;

  private static final String LOOK =
      "SELECT key_id, rewritten, unreadable, started_at, finished_at FROM reencryption";

  private final Pool pool;
  private final Ciphertexts ciphertexts;
  private final Encryption encryption;

  Reencryption(Pool pool, Ciphertexts ciphertexts, Encryption encryption) {
    this.pool = pool;
    this.ciphertexts = ciphertexts;
    this.encryption = encryption;
  }

  /**
   * @param writer the id of the key that encrypts
   * @param keys every key that is configured or in use
   * @param work the re-encryption under way, or the last one
   */
  public record Report(String writer, List<Key> keys, Optional<Work> work) {}

  /**
   * @param configured whether the replica that was asked has it
   * @param ciphertexts how many it wrote that are still there
   */
  public record Key(String id, boolean configured, long ciphertexts) {}

  /**
   * @param unreadable how many could not be decrypted, and so stay as they are
   */
  public record Work(
      String keyId,
      long rewritten,
      long unreadable,
      Instant startedAt,
      Optional<Instant> finishedAt) {}

  /**
   * Starts, unless it is under way with the key that writes.
   *
   * @param witness hears of a start in its transaction, with the id of the key
   */
  public Uni<Void> start(BiFunction<SqlConnection, String, Uni<Void>> witness) {
    String key = encryption.writerId();
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(key))
                .chain(
                    begun ->
                        begun.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : witness.apply(connection, key)));
  }

  public Uni<Report> report() {
    return pool.query(ciphertexts.census())
        .execute()
        .map(this::keys)
        .chain(
            keys ->
                pool.query(LOOK)
                    .execute()
                    .map(rows -> new Report(encryption.writerId(), keys, work(rows))));
  }

  private List<Key> keys(RowSet<Row> census) {
    Map<String, Long> counts = new TreeMap<>();
    encryption.keyIds().forEach(id -> counts.put(id, 0L));
    census.forEach(row -> counts.merge(row.getString("key_id"), row.getLong("n"), Long::sum));
    List<Key> keys = new ArrayList<>();
    counts.forEach((id, count) -> keys.add(new Key(id, encryption.knows(id), count)));
    return keys;
  }

  private static Optional<Work> work(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(
          new Work(
              row.getString("key_id"),
              row.getLong("rewritten"),
              row.getLong("unreadable"),
              row.getOffsetDateTime("started_at").toInstant(),
              Optional.ofNullable(row.getOffsetDateTime("finished_at"))
                  .map(OffsetDateTime::toInstant)));
    }
    return Optional.empty();
  }
}

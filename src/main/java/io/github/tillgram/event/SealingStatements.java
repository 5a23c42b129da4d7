package io.github.tillgram.event;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Gives events their places. Events of one invoice are written under its lock, so whichever of them
 * has the lower id is there first, and the order of ids is theirs.
 */
@ApplicationScoped
class SealingStatements {

  /** At most so many events in a transaction. */
  static final int BATCH = 500;

  private static final UUID BATON = new UUID(0, 0);
  private static final int SALT_BYTES = 16;

  private static final String ANY_LEFT =
      "SELECT EXISTS (SELECT FROM invoice_event WHERE position IS NULL)";

  private static final String TAKE_BATON =
      "SELECT FROM event_chain WHERE merchant_id = $1 FOR UPDATE SKIP LOCKED";

  private static final String NEXT =
      """
      SELECT id, merchant_id, invoice_id, payment_id, type, actor, created_at, data
      FROM invoice_event WHERE position IS NULL ORDER BY id LIMIT $1
      """;

  private static final String HEADS =
      "SELECT merchant_id, position, hash FROM event_chain WHERE merchant_id = ANY ($1)";

  private static final String SEAL =
      """
      UPDATE invoice_event e
      SET position = s.position, hash = s.hash, data = s.data, personal = s.personal,
          personal_salt = s.salt, personal_digest = s.digest
      FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::text[], $5::text[], $6::bytea[], $7::bytea[])
           AS s (id, position, hash, data, personal, salt, digest)
      WHERE e.id = s.id
      """;

  private static final String MOVE_HEADS =
      """
      INSERT INTO event_chain (merchant_id, position, hash)
      SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[])
      ON CONFLICT (merchant_id) DO UPDATE SET position = excluded.position, hash = excluded.hash
      """;

  private final SecureRandom random = new SecureRandom();
  private final Pool pool;

  SealingStatements(Pool pool) {
    this.pool = pool;
  }

  private record Head(long position, byte[] hash) {}

  private record Sealed(
      long id, Seal.Content content, byte[] hash, String personal, byte[] personalSalt) {}

  Uni<Boolean> anyLeft() {
    return pool.query(ANY_LEFT).execute().map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Seals the next ones in order; none while another replica is at it. */
  Uni<List<SealedEvent>> seal(SqlConnection connection) {
    return connection
        .preparedQuery(TAKE_BATON)
        .execute(Tuple.of(BATON))
        .chain(
            baton ->
                baton.size() == 0
                    ? Uni.createFrom().item(List.of())
                    : connection
                        .preparedQuery(NEXT)
                        .execute(Tuple.of(BATCH))
                        .chain(rows -> seal(connection, rows)));
  }

  private Uni<List<SealedEvent>> seal(SqlConnection connection, RowSet<Row> rows) {
    List<Row> events = new ArrayList<>(rows.size());
    rows.forEach(events::add);
    if (events.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Set<UUID> merchants =
        events.stream().map(row -> row.getUUID("merchant_id")).collect(Collectors.toSet());
    return connection
        .preparedQuery(HEADS)
        .execute(Tuple.of(merchants.toArray(UUID[]::new)))
        .map(SealingStatements::heads)
        .chain(heads -> write(connection, chain(events, heads), heads));
  }

  private static Map<UUID, Head> heads(RowSet<Row> rows) {
    Map<UUID, Head> heads = new HashMap<>();
    for (Row row : rows) {
      heads.put(
          row.getUUID("merchant_id"),
          new Head(row.getLong("position"), row.getBuffer("hash").getBytes()));
    }
    return heads;
  }

  /** Moves the heads along. */
  private List<Sealed> chain(List<Row> events, Map<UUID, Head> heads) {
    List<Sealed> sealed = new ArrayList<>(events.size());
    for (Row event : events) {
      UUID merchantId = event.getUUID("merchant_id");
      Head head = heads.getOrDefault(merchantId, new Head(0, Seal.beginning()));
      Sealed next = next(event, head);
      heads.put(merchantId, new Head(next.content().position(), next.hash()));
      sealed.add(next);
    }
    return sealed;
  }

  private Sealed next(Row event, Head head) {
    Facts facts = Facts.apart(event.getString("data"));
    byte[] salt = facts.personal() == null ? null : salt();
    Seal.Content content =
        new Seal.Content(
            event.getUUID("merchant_id"),
            head.position() + 1,
            event.getUUID("invoice_id"),
            event.getUUID("payment_id"),
            event.getString("type"),
            event.getString("actor"),
            event.get(OffsetDateTime.class, "created_at"),
            facts.data(),
            salt == null ? null : Seal.personalDigest(salt, facts.personal()));
    return new Sealed(
        event.getLong("id"), content, Seal.hash(head.hash(), content), facts.personal(), salt);
  }

  private byte[] salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private static Uni<List<SealedEvent>> write(
      SqlConnection connection, List<Sealed> sealed, Map<UUID, Head> heads) {
    Tuple seals =
        Tuple.tuple()
            .addArrayOfLong(column(sealed, Sealed::id, Long[]::new))
            .addArrayOfLong(column(sealed, one -> one.content().position(), Long[]::new))
            .addValue(column(sealed, one -> buffer(one.hash()), Buffer[]::new))
            .addArrayOfString(column(sealed, one -> one.content().data(), String[]::new))
            .addArrayOfString(column(sealed, Sealed::personal, String[]::new))
            .addValue(column(sealed, one -> buffer(one.personalSalt()), Buffer[]::new))
            .addValue(column(sealed, one -> buffer(one.content().personalDigest()), Buffer[]::new));
    List<Map.Entry<UUID, Head>> moved = List.copyOf(heads.entrySet());
    Tuple ends =
        Tuple.tuple()
            .addArrayOfUUID(column(moved, Map.Entry::getKey, UUID[]::new))
            .addArrayOfLong(column(moved, head -> head.getValue().position(), Long[]::new))
            .addValue(column(moved, head -> buffer(head.getValue().hash()), Buffer[]::new));
    return connection
        .preparedQuery(SEAL)
        .execute(seals)
        .chain(() -> connection.preparedQuery(MOVE_HEADS).execute(ends))
        .replaceWith(() -> sealed.stream().map(SealingStatements::told).toList());
  }

  private static SealedEvent told(Sealed sealed) {
    Seal.Content content = sealed.content();
    return new SealedEvent(
        content.merchantId(), content.position(), content.invoiceId(), content.type());
  }

  private static Buffer buffer(byte[] bytes) {
    return bytes == null ? null : Buffer.buffer(bytes);
  }

  private static <S, T> T[] column(List<S> rows, Function<S, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}

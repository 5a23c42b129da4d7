package io.github.tillgram.merchantapi.idempotency;

import io.github.tillgram.database.Ids;
import io.github.tillgram.security.EncryptedColumns;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys and their answers. Each statement is a transaction of its own, but for {@link
 * #keepWithEffect}; those that end a claim are fenced: they change the row only while it is still
 * the claim's.
 */
@ApplicationScoped
class IdempotencyKeys implements EncryptedColumns {

  private static final String TABLE = "idempotency_key";
  private static final String REQUEST = "request";
  private static final String ANSWER = "answer";

  /** A key that is too old is new again, whether or not it was cleared away. */
  private static final String CLAIM =
      """
      INSERT INTO idempotency_key AS known
             (id, owner, method, path, key, request, lease_owner, lease_until)
      VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8::bigint * interval '1 ms')
      ON CONFLICT (owner, method, path, key) DO UPDATE
      SET id = excluded.id, request = excluded.request, lease_owner = excluded.lease_owner,
          lease_until = excluded.lease_until, status = NULL, content_type = NULL, location = NULL,
          answer = NULL, created_at = now()
      WHERE known.created_at <= now() - $9::bigint * interval '1 ms' AND known.lease_until <= now()
      """;

  private static final String LOOK =
      """
      SELECT id, request, lease_owner, lease_until <= now() AS lapsed, status, content_type,
             location, answer
      FROM idempotency_key WHERE owner = $1 AND method = $2 AND path = $3 AND key = $4
      """;

  private static final String TAKE_OVER =
      """
      UPDATE idempotency_key
      SET lease_owner = $3, lease_until = now() + $4::bigint * interval '1 ms'
      WHERE id = $1 AND lease_owner = $2 AND status IS NULL AND lease_until <= now()
      """;

  private static final String KEEP =
      """
      UPDATE idempotency_key
      SET status = $3, content_type = nullif($4, ''), location = nullif($5, ''),
          answer = nullif($6, ''), lease_until = now()
      WHERE id = $1 AND lease_owner = $2 AND status IS NULL
      """;

  /** The same statement in Hibernate's spelling. */
  private static final String KEEP_WITH_EFFECT = KEEP.replace("$", "?");

  private static final String RELEASE =
      """
      UPDATE idempotency_key SET lease_until = now()
      WHERE id = $1 AND lease_owner = $2 AND status IS NULL
      """;

  private static final String FORGET =
      """
      DELETE FROM idempotency_key WHERE id IN (
        SELECT id FROM idempotency_key
        WHERE created_at <= now() - $1::bigint * interval '1 ms' AND lease_until <= now()
        ORDER BY created_at LIMIT $2)
      """;

  /**
   * What is known of a key.
   *
   * @param answer of the first request, once it has one
   * @param lapsed whether nobody is at work for it
   */
  record Known(Claim claim, String digest, Optional<KeptAnswer> answer, boolean lapsed) {}

  private final Pool pool;
  private final Encryption encryption;
  private final IdempotencyConfig config;

  IdempotencyKeys(Pool pool, Encryption encryption, IdempotencyConfig config) {
    this.pool = pool;
    this.encryption = encryption;
    this.config = config;
  }

  @Override
  public List<Column> encryptedColumns() {
    return List.of(new Column(TABLE, REQUEST), new Column(TABLE, ANSWER));
  }

  /** Empty when somebody has used the key before. */
  Uni<Optional<Claim>> claim(KeyedRequest request) {
    Claim claim = new Claim(Ids.next(), UUID.randomUUID());
    Tuple row =
        Tuple.from(
            List.of(
                claim.id(),
                request.owner(),
                request.method(),
                request.path(),
                request.key(),
                encrypt(request.digest(), REQUEST, claim),
                claim.leaseOwner(),
                request.lease().toMillis(),
                config.retention().toMillis()));
    return changed(CLAIM, row).map(won -> won ? Optional.of(claim) : Optional.empty());
  }

  Uni<Optional<Known>> look(KeyedRequest request) {
    return pool.preparedQuery(LOOK)
        .execute(Tuple.of(request.owner(), request.method(), request.path(), request.key()))
        .map(this::known);
  }

  /** Goes on where an attempt failed, or whose process is gone; empty when another one does. */
  Uni<Optional<Claim>> takeOver(Claim lapsed, KeyedRequest request) {
    Claim claim = new Claim(lapsed.id(), UUID.randomUUID());
    return changed(
            TAKE_OVER,
            Tuple.of(
                claim.id(), lapsed.leaseOwner(), claim.leaseOwner(), request.lease().toMillis()))
        .map(won -> won ? Optional.of(claim) : Optional.empty());
  }

  /** False when another attempt has taken the claim over. */
  Uni<Boolean> keep(Claim claim, KeptAnswer answer) {
    return changed(
        KEEP,
        Tuple.of(
            claim.id(),
            claim.leaseOwner(),
            answer.status(),
            answer.contentType().orElse(""),
            answer.location().orElse(""),
            sealed(answer, claim)));
  }

  /** The same in the transaction of the caller, whose work it is committed with. */
  Uni<Boolean> keepWithEffect(Claim claim, KeptAnswer answer) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(KEEP_WITH_EFFECT)
                    .setParameter(1, claim.id())
                    .setParameter(2, claim.leaseOwner())
                    .setParameter(3, answer.status())
                    .setParameter(4, answer.contentType().orElse(""))
                    .setParameter(5, answer.location().orElse(""))
                    .setParameter(6, sealed(answer, claim))
                    .executeUpdate())
        .map(rows -> rows == 1);
  }

  /** Lets the next request with the key try at once. */
  Uni<Void> release(Claim claim) {
    return changed(RELEASE, Tuple.of(claim.id(), claim.leaseOwner())).replaceWithVoid();
  }

  /** Clears old keys away, at most so many. */
  Uni<Integer> forget(int most) {
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of(config.retention().toMillis(), most))
        .map(RowSet::rowCount);
  }

  private Uni<Boolean> changed(String statement, Tuple values) {
    return pool.preparedQuery(statement).execute(values).map(rows -> rows.rowCount() == 1);
  }

  private Optional<Known> known(RowSet<Row> rows) {
    for (Row row : rows) {
      Claim claim = new Claim(row.getUUID("id"), row.getUUID("lease_owner"));
      return Optional.of(
          new Known(
              claim,
              decrypt(row.getString(REQUEST), REQUEST, claim),
              Optional.ofNullable(row.getInteger("status")).map(status -> answer(row, claim)),
              row.getBoolean("lapsed")));
    }
    return Optional.empty();
  }

  private KeptAnswer answer(Row row, Claim claim) {
    return new KeptAnswer(
        row.getInteger("status"),
        Optional.ofNullable(row.getString("content_type")),
        Optional.ofNullable(row.getString("location")),
        Optional.ofNullable(row.getString(ANSWER)).map(body -> decrypt(body, ANSWER, claim)));
  }

  private String sealed(KeptAnswer answer, Claim claim) {
    return answer.body().map(body -> encrypt(body, ANSWER, claim)).orElse("");
  }

  private String encrypt(String plain, String column, Claim claim) {
    return encryption.encrypt(Secret.of(plain), new Place(TABLE, column, claim.id()));
  }

  private String decrypt(String ciphertext, String column, Claim claim) {
    return encryption.decrypt(ciphertext, new Place(TABLE, column, claim.id())).reveal();
  }
}

package io.github.tillgram.notification.delivery;

import io.github.tillgram.database.Ids;
import io.github.tillgram.security.EncryptedColumns;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Keeps the secrets that sign; while one follows another both do, and the latest five at most. */
@ApplicationScoped
class EndpointSecrets implements PanacheRepositoryBase<EndpointSecret, UUID>, EncryptedColumns {

  private static final Column SECRET = new Column("endpoint_secret", "secret");

  private static final String EXPIRE =
      """
      UPDATE endpoint_secret SET expires_at = now() + :overlap * interval '1 millisecond'
      WHERE endpoint_id = :endpointId AND (expires_at IS NULL
            OR expires_at > now() + :overlap * interval '1 millisecond')
      """;

  /** Each secret is one more signature of every delivery. */
  private static final String FORGET =
      """
      DELETE FROM endpoint_secret WHERE endpoint_id = :endpointId
        AND (expires_at <= now() OR id <> ALL (ARRAY(
              SELECT id FROM endpoint_secret WHERE endpoint_id = :endpointId ORDER BY id DESC LIMIT %d)))
      """
          .formatted(Endpoints.MOST_SECRETS - 1);

  private final Encryption encryption;

  EndpointSecrets(Encryption encryption) {
    this.encryption = encryption;
  }

  @Override
  public List<Column> encryptedColumns() {
    return List.of(SECRET);
  }

  /** Makes a new one, in the caller's transaction. */
  Uni<Secret> add(UUID endpointId) {
    UUID id = Ids.next();
    Secret secret = StandardWebhooks.newSecret();
    return persist(new EndpointSecret(id, endpointId, encryption.encrypt(secret, place(id))))
        .replaceWith(secret);
  }

  /** Makes a new one; those before sign beside it for a while. */
  Uni<Secret> rotate(UUID endpointId, Duration overlap) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(EXPIRE)
                    .setParameter("endpointId", endpointId)
                    .setParameter("overlap", overlap.toMillis())
                    .executeUpdate()
                    .chain(
                        () ->
                            session
                                .createNativeQuery(FORGET)
                                .setParameter("endpointId", endpointId)
                                .executeUpdate()))
        .chain(() -> add(endpointId));
  }

  Secret read(UUID id, String ciphertext) {
    return encryption.decrypt(ciphertext, place(id));
  }

  private static Place place(UUID id) {
    return new Place("endpoint_secret", "secret", id);
  }
}

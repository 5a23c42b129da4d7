package io.github.tillgram.apay.onboarding;

import io.github.tillgram.database.Ids;
import io.github.tillgram.security.BlindIndex;
import io.github.tillgram.security.EncryptedColumns;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A pair of keys that signs the postbacks of a project: the current one, or one before. */
@Entity
@Table(name = SigningKey.TABLE)
class SigningKey {

  static final String TABLE = "apay_signing_key";

  private static final String ACCESS_KEY = "access_key";
  private static final String PRIVATE_KEY = "private_key";

  static final EncryptedColumns.Column ACCESS =
      EncryptedColumns.Column.indexed(TABLE, ACCESS_KEY, "access_key_index");

  /** The columns that hold ciphertexts. */
  static final List<EncryptedColumns.Column> ENCRYPTED =
      List.of(ACCESS, new EncryptedColumns.Column(TABLE, PRIVATE_KEY));

  @Id private UUID id;

  @Column(name = "project_id", nullable = false)
  private UUID projectId;

  @Column(name = ACCESS_KEY, nullable = false)
  private String accessKey;

  @Column(name = "access_key_index", nullable = false)
  private String accessKeyIndex;

  @Column(name = PRIVATE_KEY, nullable = false)
  private String privateKey;

  @Column(name = "valid_until")
  private Instant validUntil;

  protected SigningKey() {}

  static SigningKey current(UUID projectId, Pair pair, Encryption encryption, BlindIndex indexes) {
    SigningKey created = new SigningKey();
    created.id = Ids.next();
    created.projectId = projectId;
    created.accessKey = encryption.encrypt(pair.accessKey(), created.place(ACCESS_KEY));
    created.accessKeyIndex = indexes.of(pair.accessKey(), ACCESS);
    created.privateKey = encryption.encrypt(pair.privateKey(), created.place(PRIVATE_KEY));
    return created;
  }

  /** The two keys, in clear. */
  record Pair(Secret accessKey, Secret privateKey) {}

  UUID projectId() {
    return projectId;
  }

  Pair pair(Encryption encryption) {
    return new Pair(
        encryption.decrypt(accessKey, place(ACCESS_KEY)),
        encryption.decrypt(privateKey, place(PRIVATE_KEY)));
  }

  /** None for the current pair. */
  Optional<Instant> validUntil() {
    return Optional.ofNullable(validUntil);
  }

  void endAt(Instant end) {
    validUntil = end;
  }

  private Place place(String column) {
    return new Place(TABLE, column, id);
  }
}

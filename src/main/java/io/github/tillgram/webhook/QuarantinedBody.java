package io.github.tillgram.webhook;

import io.github.tillgram.database.Ids;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A body that names money and could not be handled; encrypted, since it holds personal data. */
@Entity
@Table(name = QuarantinedBody.TABLE)
public class QuarantinedBody {

  static final String TABLE = "quarantine";
  static final String BODY = "body";

  @Id private UUID id;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  @Column(nullable = false)
  private byte[] digest;

  @Column(nullable = false)
  private String reason;

  /** Written once; who marks the row as replayed must not undo a re-encryption. */
  @Column(nullable = false, updatable = false)
  private String body;

  @Column(name = "received_at", insertable = false, updatable = false)
  private Instant receivedAt;

  @Column(name = "replayed_at")
  private Instant replayedAt;

  protected QuarantinedBody() {}

  static QuarantinedBody of(
      UUID botId, byte[] body, byte[] digest, String reason, Encryption encryption) {
    QuarantinedBody stored = new QuarantinedBody();
    stored.id = Ids.next();
    stored.botId = botId;
    stored.digest = digest;
    stored.reason = reason;
    stored.body =
        encryption.encrypt(
            Secret.of(new String(body, StandardCharsets.ISO_8859_1)), stored.place());
    return stored;
  }

  byte[] bytes(Encryption encryption) {
    return encryption.decrypt(body, place()).reveal().getBytes(StandardCharsets.ISO_8859_1);
  }

  void replayed(Instant when) {
    replayedAt = when;
  }

  public UUID id() {
    return id;
  }

  public UUID botId() {
    return botId;
  }

  /** Why it could not be handled; never what it holds. */
  public String reason() {
    return reason;
  }

  public Instant receivedAt() {
    return receivedAt;
  }

  public Optional<Instant> replayedAt() {
    return Optional.ofNullable(replayedAt);
  }

  private Place place() {
    return new Place(TABLE, BODY, id);
  }
}

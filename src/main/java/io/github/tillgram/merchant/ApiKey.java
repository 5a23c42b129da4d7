package io.github.tillgram.merchant;

import io.github.tillgram.security.ApiKeys;
import io.github.tillgram.security.MerchantKey;
import io.github.tillgram.security.Scope;
import io.github.tillgram.security.Secret;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * A key of a merchant's back end, as the digest we keep of it. What others note meanwhile (its last
 * use, its end) is not written over.
 */
@Entity
@Table(name = "api_key")
@DynamicUpdate
public class ApiKey {

  private static final int DIGEST_BYTES = 32;

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(nullable = false)
  private byte[] digest;

  @Column(nullable = false)
  private String name;

  @Convert(converter = Scopes.class)
  @Column(nullable = false)
  private Set<Scope> scopes;

  private String ending;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "last_used_at", insertable = false, updatable = false)
  private Instant lastUsedAt;

  @Column(name = "revoked_at")
  private Instant revokedAt;

  @Column(name = "replaced_by")
  private UUID replacedBy;

  protected ApiKey() {}

  ApiKey(UUID id, UUID merchantId, Secret key, NewKey asked, Instant now) {
    this.id = id;
    this.merchantId = merchantId;
    this.digest = ApiKeys.digest(key.reveal());
    this.name = asked.name();
    this.scopes = EnumSet.copyOf(asked.scopes());
    this.ending = ApiKeys.ending(key);
    this.createdAt = now;
    this.expiresAt = asked.expiresAt().orElse(null);
  }

  public UUID id() {
    return id;
  }

  UUID merchantId() {
    return merchantId;
  }

  public String name() {
    return name;
  }

  public Set<Scope> scopes() {
    return Set.copyOf(scopes);
  }

  /** The last characters of the key; not known of keys that an older release made. */
  public Optional<String> ending() {
    return Optional.ofNullable(ending);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** To the minute. */
  public Optional<Instant> lastUsedAt() {
    return Optional.ofNullable(lastUsedAt);
  }

  public Optional<Instant> revokedAt() {
    return Optional.ofNullable(revokedAt);
  }

  /** The key that was made when this one was rotated. */
  public Optional<UUID> replacedBy() {
    return Optional.ofNullable(replacedBy);
  }

  ByteBuffer digest() {
    return ByteBuffer.wrap(digest);
  }

  MerchantKey toMerchantKey() {
    return new MerchantKey(id, merchantId, scopes, expiresAt());
  }

  boolean manages() {
    return scopes.contains(Scope.MANAGE);
  }

  /** The same with another text. */
  NewKey again() {
    return new NewKey(name, scopes(), expiresAt());
  }

  /** Another key takes over; this one counts on until then, if it does not end sooner. */
  void replaceBy(UUID successor, Instant until) {
    replacedBy = successor;
    if (expiresAt().filter(until::isAfter).isEmpty()) {
      expiresAt = until;
    }
  }

  /** Ends the key. No digest is like the one that it has from now on, not even to old releases. */
  void revoke(Instant now) {
    revokedAt = now;
    if (digest.length == DIGEST_BYTES) {
      digest = ByteBuffer.allocate(1 + DIGEST_BYTES).put((byte) 0).put(digest).array();
    }
  }
}

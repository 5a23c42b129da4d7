package io.github.tillgram.merchant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.util.UUID;

/** A key of a merchant's back end, as the digest we keep of it. */
@Entity
@Table(name = "api_key")
class ApiKey {

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(nullable = false)
  private byte[] digest;

  protected ApiKey() {}

  ApiKey(UUID id, UUID merchantId, byte[] digest) {
    this.id = id;
    this.merchantId = merchantId;
    this.digest = digest.clone();
  }

  ByteBuffer digest() {
    return ByteBuffer.wrap(digest);
  }

  UUID merchantId() {
    return merchantId;
  }
}

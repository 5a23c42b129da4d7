package io.github.tillgram.notification.delivery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A secret that signs what an endpoint hears, as a ciphertext. */
@Entity
@Table(name = "endpoint_secret")
class EndpointSecret {

  @Id private UUID id;

  @Column(name = "endpoint_id", nullable = false)
  private UUID endpointId;

  @Column(nullable = false)
  private String secret;

  protected EndpointSecret() {}

  EndpointSecret(UUID id, UUID endpointId, String secret) {
    this.id = id;
    this.endpointId = endpointId;
    this.secret = secret;
  }
}

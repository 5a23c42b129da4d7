package io.github.tillgram.merchant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Who we work for: owns bots, invoices and API keys, and sees nobody else's. */
@Entity
@Table(name = "merchant")
public class Merchant {

  @Id private UUID id;

  @Column(nullable = false)
  private String name;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt;

  protected Merchant() {}

  Merchant(UUID id, String name, Instant now) {
    this.id = id;
    this.name = name;
    this.createdAt = now;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Instant createdAt() {
    return createdAt;
  }
}

package io.github.tillgram.merchant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** Who we work for: owns bots, invoices and API keys, and sees nobody else's. */
@Entity
@Table(name = "merchant")
public class Merchant {

  @Id private UUID id;

  @Column(nullable = false)
  private String name;

  protected Merchant() {}

  Merchant(UUID id, String name) {
    this.id = id;
    this.name = name;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }
}

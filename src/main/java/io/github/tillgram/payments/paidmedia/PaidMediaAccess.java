package io.github.tillgram.payments.paidmedia;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody bought paid media and may see them. It is no payment: the update names no money, which
 * is in the bot's Star transactions.
 */
@Entity
@Table(name = "paid_media_access")
public class PaidMediaAccess {

  @Id private UUID id;

  @Column(name = "paid_media_id")
  private UUID paidMediaId;

  @Column(name = "payer_id", nullable = false)
  private long payerId;

  @Column(name = "recorded_at", nullable = false)
  private Instant recordedAt;

  protected PaidMediaAccess() {}

  public UUID id() {
    return id;
  }

  public long payerId() {
    return payerId;
  }

  public Instant recordedAt() {
    return recordedAt;
  }
}

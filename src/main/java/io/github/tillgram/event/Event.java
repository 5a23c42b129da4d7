package io.github.tillgram.event;

import io.github.tillgram.observability.Actor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Something that happened to an invoice, with the reason of every decision. */
@Entity
@Table(name = "invoice_event")
public class Event {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "invoice_id")
  private UUID invoiceId;

  @Column(name = "payment_id")
  private UUID paymentId;

  @Column(nullable = false)
  private String type;

  /** On whose word; {@code null} if it came round by itself. */
  private String actor;

  @Column(nullable = false)
  private String data;

  /** Moved out of {@link #data} when the event is sealed. */
  @Column(insertable = false, updatable = false)
  private String personal;

  @Column(insertable = false, updatable = false)
  private Long position;

  @Column(name = "created_at", insertable = false, updatable = false)
  private Instant createdAt;

  protected Event() {}

  Event(UUID merchantId, UUID invoiceId, UUID paymentId, EventType type, Map<String, ?> data) {
    this.merchantId = merchantId;
    this.invoiceId = invoiceId;
    this.paymentId = paymentId;
    this.type = type.wireName();
    this.actor = Actor.current().orElse(null);
    this.data = EventJson.write(data);
  }

  /** Grows with time within an invoice. */
  public long id() {
    return id;
  }

  /** As deliveries and {@code /api/v1/events} name it; empty until it is sealed. */
  public Optional<String> publishedId() {
    return Optional.ofNullable(position).map(place -> EventId.of(merchantId, place));
  }

  public Instant at() {
    return createdAt;
  }

  public String type() {
    return type;
  }

  public String actor() {
    return actor == null ? PublishedEvent.BY_ITSELF : actor;
  }

  public Map<String, Object> data() {
    return EventJson.read(data, personal);
  }
}

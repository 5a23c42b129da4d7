package io.github.tillgram.invoice;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Something that happened to an invoice, with the reason of every decision. */
@Entity
@Table(name = "invoice_event")
public class InvoiceEvent {

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

  @Column(nullable = false)
  private String data;

  @Column(name = "created_at", insertable = false, updatable = false)
  private Instant createdAt;

  protected InvoiceEvent() {}

  InvoiceEvent(
      UUID merchantId, UUID invoiceId, UUID paymentId, EventType type, Map<String, ?> data) {
    this.merchantId = merchantId;
    this.invoiceId = invoiceId;
    this.paymentId = paymentId;
    this.type = type.wireName();
    this.data = Json.write(data);
  }

  public Instant at() {
    return createdAt;
  }

  public String type() {
    return type;
  }

  public Map<String, Object> data() {
    return Json.read(data, new TypeReference<Map<String, Object>>() {});
  }
}

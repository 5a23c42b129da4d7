package io.github.tillgram.event;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as its merchant reads it, the same each time: its facts, and what never changes about
 * the invoice it is about.
 *
 * @param id as {@link EventId} spells it
 * @param position its number among its merchant's
 * @param actor on whose word: {@code key:<id>}, {@code operator}, {@code telegram}, {@code apay},
 *     {@code payer} or {@code system}
 * @param data the facts of its type, with {@code invoice} and {@code paymentId} where they apply
 */
public record PublishedEvent(
    String id,
    long position,
    String type,
    Instant at,
    String actor,
    Optional<UUID> invoiceId,
    Map<String, Object> data) {

  static final String BY_ITSELF = "system";

  /** What {@link #read} wants to see of the view {@code published_event}, called {@code e}. */
  public static final String COLUMNS =
      "e.merchant_id, e.position, e.type, e.created_at, e.actor, e.invoice_id, e.payment_id, e.data,"
          + " e.personal, e.reference, e.rail, e.currency, e.total, e.metadata";

  public static PublishedEvent read(Row row) {
    UUID merchantId = row.getUUID("merchant_id");
    long position = row.getLong("position");
    return new PublishedEvent(
        EventId.of(merchantId, position),
        position,
        row.getString("type"),
        row.get(OffsetDateTime.class, "created_at").toInstant(),
        Optional.ofNullable(row.getString("actor")).orElse(BY_ITSELF),
        Optional.ofNullable(row.getUUID("invoice_id")),
        data(row));
  }

  private static Map<String, Object> data(Row row) {
    Map<String, Object> data = new LinkedHashMap<>();
    UUID invoiceId = row.getUUID("invoice_id");
    if (invoiceId != null) {
      data.put("invoice", invoice(invoiceId, row));
    }
    UUID paymentId = row.getUUID("payment_id");
    if (paymentId != null) {
      data.put("paymentId", paymentId.toString());
    }
    data.putAll(EventJson.read(row.getString("data"), row.getString("personal")));
    return data;
  }

  private static Map<String, Object> invoice(UUID id, Row row) {
    Map<String, Object> invoice = new LinkedHashMap<>();
    invoice.put("id", id.toString());
    invoice.put("reference", row.getString("reference"));
    invoice.put("rail", row.getString("rail"));
    invoice.put("currency", row.getString("currency"));
    invoice.put("total", row.getLong("total"));
    invoice.put("metadata", EventJson.read(row.getString("metadata")));
    return invoice;
  }

  /** Of the shape of its data. */
  public int version() {
    return EventShapes.version(type);
  }

  /** What a delivery carries, as Standard Webhooks has it, with our version beside. */
  public String body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("timestamp", at.toString());
    body.put("version", version());
    body.put("data", data);
    return EventJson.write(body);
  }
}

package io.github.tillgram.notification.outbox;

import io.github.tillgram.observability.Actor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row as it is appended; the worker reads and finishes rows by statements of its own. */
@Entity
@Table(name = "outbox")
@DynamicInsert
class OutboxRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(nullable = false)
  private String kind;

  @Enumerated(EnumType.ORDINAL)
  @JdbcTypeCode(SqlTypes.SMALLINT)
  @Column(nullable = false)
  private Urgency urgency;

  @Column(name = "bot_id")
  private UUID botId;

  @Column(name = "invoice_id")
  private UUID invoiceId;

  @Column(nullable = false)
  private String body;

  /** Of the transaction that appended the row, if it is traced. */
  @Column(name = "trace_parent")
  private String traceParent;

  /** On whose word it is appended; what comes of it later is on the same. */
  private String actor;

  protected OutboxRow() {}

  OutboxRow(
      String kind, Urgency urgency, UUID botId, UUID invoiceId, String body, String traceParent) {
    this.urgency = urgency;
    this.traceParent = traceParent;
    this.kind = kind;
    this.botId = botId;
    this.invoiceId = invoiceId;
    this.body = body;
    this.actor = Actor.current().orElse(null);
  }
}

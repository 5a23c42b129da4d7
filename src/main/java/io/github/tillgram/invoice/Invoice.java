package io.github.tillgram.invoice;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.tillgram.database.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Generated;

/**
 * What a merchant asks for. Its status changes only through {@link Checkouts}, {@link
 * CreditInvoice}, {@link RefundPayment}, {@link Invoices} and {@link InvoiceExpiry}, each of them
 * under the lock of the row.
 */
@Entity
@Table(name = "invoice")
@DynamicInsert
@DynamicUpdate
public class Invoice {

  /** What the row amounts to right now: a lapsed reservation and a passed expiry already count. */
  private static final String STANDING =
      "CASE WHEN status NOT IN ('OPEN', 'CHECKOUT') THEN status"
          + " WHEN reserved_until > now() THEN 'CHECKOUT'"
          + " WHEN expires_at <= now() THEN 'EXPIRED' ELSE 'OPEN' END";

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  @Column(nullable = false)
  private String payload;

  private String reference;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Rail rail;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Usage usage;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private InvoiceStatus status;

  /** Computed by the database, for those who search. */
  @Column(insertable = false, updatable = false)
  private boolean unsettled;

  @Formula(STANDING)
  private String standing;

  @Enumerated(EnumType.STRING)
  private Anomaly anomaly;

  @Embedded private TermsColumns terms;

  @Column(name = "payer_id")
  private Long payerId;

  @Column(nullable = false)
  private String metadata;

  @Column(name = "max_payments")
  private Integer maxPayments;

  @Column(name = "counted_payments", nullable = false)
  private int countedPayments;

  @Column(name = "reserved_by")
  private Long reservedBy;

  @Column(name = "reserved_until")
  private Instant reservedUntil;

  /** Lets a pre-checkout notice that the row changed while it waited for the lock. */
  @Column(nullable = false)
  private long version;

  private String link;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "created_at", insertable = false, updatable = false)
  @Generated
  private Instant createdAt;

  @Column(name = "paid_at")
  private Instant paidAt;

  protected Invoice() {}

  static Invoice issue(InvoiceDraft draft) {
    Invoice invoice = new Invoice();
    invoice.id = Ids.next();
    invoice.merchantId = draft.merchantId();
    invoice.botId = draft.botId();
    invoice.payload = InvoicePayload.next().value();
    invoice.reference = draft.reference().orElse(null);
    invoice.rail = draft.rail();
    invoice.usage = draft.usage();
    invoice.status = InvoiceStatus.OPEN;
    invoice.terms = new TermsColumns(draft.terms(), draft.total());
    invoice.payerId = draft.payerId().orElse(null);
    invoice.maxPayments = draft.maxPayments().orElse(null);
    invoice.expiresAt = draft.expiresAt().orElse(null);
    invoice.metadata = Json.write(draft.metadata());
    return invoice;
  }

  /**
   * Takes a counted payment in; REUSABLE invoices stay OPEN until their limit is reached.
   *
   * @return whether the invoice is PAID by it, and was not before
   */
  boolean count(Instant when) {
    countedPayments++;
    version++;
    reservedBy = null;
    reservedUntil = null;
    boolean paid = status != InvoiceStatus.PAID && (usage == Usage.SINGLE || limitReached());
    if (paid) {
      status = InvoiceStatus.PAID;
      paidAt = when;
    }
    standing = status.name();
    return paid;
  }

  /** Gives a counted payment back; a REUSABLE invoice is never REFUNDED. */
  void uncount() {
    countedPayments--;
    version++;
    if (usage == Usage.SINGLE) {
      status = InvoiceStatus.REFUNDED;
      standing = status.name();
    }
  }

  /** A pre-checkout that looked for subscriptions before this must look again. */
  void subscribed() {
    version++;
  }

  void note(Anomaly latest) {
    anomaly = latest;
  }

  void cancel() {
    version++;
    status = InvoiceStatus.CANCELED;
    standing = status.name();
    reservedBy = null;
    reservedUntil = null;
  }

  /** A link cannot be taken back, so the first one stays. */
  void link(String created) {
    link = created;
  }

  boolean limitReached() {
    return maxPayments != null && countedPayments >= maxPayments;
  }

  /** Whether this payer held the invoice at that moment (SINGLE only). */
  boolean wasReservedBy(long payer, Instant moment) {
    return reservedBy != null && reservedBy == payer && reservedUntil.isAfter(moment);
  }

  /** Whether somebody else may be paying right now (SINGLE only). */
  boolean isReservedByAnother(long payer) {
    return status() == InvoiceStatus.CHECKOUT && reservedBy != payer;
  }

  /** Until when somebody may be paying (SINGLE only). */
  public Optional<Instant> reservedUntil() {
    return Optional.ofNullable(reservedUntil);
  }

  boolean hadExpiredAt(Instant moment) {
    return expiresAt != null && !expiresAt.isAfter(moment);
  }

  public UUID id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  public UUID botId() {
    return botId;
  }

  public String payload() {
    return payload;
  }

  public Optional<String> reference() {
    return Optional.ofNullable(reference);
  }

  public Rail rail() {
    return rail;
  }

  public Usage usage() {
    return usage;
  }

  /** The status as of now: lapsed reservations and a passed expiry are taken into account. */
  public InvoiceStatus status() {
    return standing == null ? status : InvoiceStatus.valueOf(standing);
  }

  public Optional<Anomaly> anomaly() {
    return Optional.ofNullable(anomaly);
  }

  public InvoiceTerms terms() {
    return terms.terms();
  }

  public String title() {
    return terms.title();
  }

  public String currency() {
    return terms.currency();
  }

  /** The sum of the prices, in the smallest unit. */
  public long total() {
    return terms.total();
  }

  public Optional<Long> payerId() {
    return Optional.ofNullable(payerId);
  }

  public Map<String, Object> metadata() {
    return Json.read(metadata, new TypeReference<Map<String, Object>>() {});
  }

  public Optional<Integer> maxPayments() {
    return Optional.ofNullable(maxPayments);
  }

  public int countedPayments() {
    return countedPayments;
  }

  public Optional<String> link() {
    return Optional.ofNullable(link);
  }

  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<Instant> paidAt() {
    return Optional.ofNullable(paidAt);
  }
}

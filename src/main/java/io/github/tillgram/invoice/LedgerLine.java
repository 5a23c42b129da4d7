package io.github.tillgram.invoice;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** An entry of the books; written once, never changed. */
@Entity
@Table(name = "ledger_line")
class LedgerLine {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "payment_id", nullable = false)
  private UUID paymentId;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private LedgerKind kind;

  @Column(nullable = false)
  private String currency;

  @Column(nullable = false)
  private long amount;

  protected LedgerLine() {}

  LedgerLine(Payment payment, LedgerKind kind, long amount) {
    this.merchantId = payment.merchantId();
    this.paymentId = payment.id();
    this.kind = kind;
    this.currency = payment.currency();
    this.amount = amount;
  }
}

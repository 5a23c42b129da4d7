package io.github.tillgram.invoice;

import io.github.tillgram.database.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** What the outside says was given back; without a payment it waits for one. */
@Entity
@Table(name = "refund")
class Refund {

  @Id private UUID id;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  /** None for money that A-Pay took: that is only ever given back by hand. */
  @Column(name = "telegram_charge_id")
  private String telegramChargeId;

  @Column(nullable = false)
  private String payload;

  @Column(nullable = false)
  private String currency;

  @Column(nullable = false)
  private long amount;

  @Column(name = "payment_id")
  private UUID paymentId;

  protected Refund() {}

  static Refund record(IncomingRefund incoming) {
    Refund refund = new Refund();
    refund.id = Ids.next();
    refund.botId = incoming.botId();
    refund.telegramChargeId = incoming.chargeId();
    refund.payload = incoming.payload();
    refund.currency = incoming.currency();
    refund.amount = incoming.amount();
    return refund;
  }

  void settles(Payment payment) {
    paymentId = payment.id();
  }
}

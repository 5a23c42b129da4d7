package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The books. The lines of a payment sum to what was received and not given back. */
@ApplicationScoped
class Ledger implements PanacheRepositoryBase<LedgerLine, Long> {

  Uni<Void> received(Payment payment) {
    if (payment.status() == PaymentStatus.HELD) {
      return persist(new LedgerLine(payment, LedgerKind.HELD, payment.amount())).replaceWithVoid();
    }
    return persist(parts(payment));
  }

  /** What was held turns into what it was paid for. */
  Uni<Void> accepted(Payment payment) {
    List<LedgerLine> lines = parts(payment);
    lines.add(new LedgerLine(payment, LedgerKind.HELD, Math.negateExact(payment.amount())));
    return persist(lines);
  }

  Uni<Void> refunded(Payment payment) {
    return persist(new LedgerLine(payment, LedgerKind.REFUND, Math.negateExact(payment.amount())))
        .replaceWithVoid();
  }

  private static List<LedgerLine> parts(Payment payment) {
    List<LedgerLine> lines = new ArrayList<>();
    lines.add(new LedgerLine(payment, LedgerKind.GOODS, payment.goods()));
    if (payment.shipping() != 0) {
      lines.add(new LedgerLine(payment, LedgerKind.SHIPPING, payment.shipping()));
    }
    if (payment.tip() != 0) {
      lines.add(new LedgerLine(payment, LedgerKind.TIP, payment.tip()));
    }
    return lines;
  }
}

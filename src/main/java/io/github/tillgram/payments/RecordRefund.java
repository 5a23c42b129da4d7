package io.github.tillgram.payments;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.invoice.IncomingRefund;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.RefundPayment;
import io.github.tillgram.invoice.RefundProof;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.telegram.api.RefundedPayment;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UpdateHandler;
import io.github.tillgram.webhook.UpdateJournal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes into the books that Stars went back to the payer, whoever started it. */
@ApplicationScoped
class RecordRefund implements UpdateHandler {

  private static final Logger LOG = Logger.getLogger(RecordRefund.class);
  private static final int COLLISIONS = 3;

  private final UpdateJournal journal;
  private final RefundPayment refunds;
  private final TellRefund tellRefund;

  RecordRefund(UpdateJournal journal, RefundPayment refunds, TellRefund tellRefund) {
    this.journal = journal;
    this.refunds = refunds;
    this.tellRefund = tellRefund;
  }

  @Override
  public Route route() {
    return new Route(BotRole.MERCHANT, UpdateKind.MESSAGE, Selector.REFUNDED_PAYMENT);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    Message message = update.as(Message.class);
    return Panache.withTransaction(() -> record(update, message))
        .onFailure(DatabaseTrouble::isUniqueViolation)
        .retry()
        .atMost(COLLISIONS)
        .invoke(
            payment ->
                LOG.infof(
                    "A refund was recorded%s",
                    payment.isPresent() ? "" : "; its payment is not known, or it is a repeat"))
        .replaceWith(Optional.empty());
  }

  private Uni<Optional<Payment>> record(IncomingUpdate update, Message message) {
    RefundedPayment refund = message.refundedPayment();
    IncomingRefund incoming =
        new IncomingRefund(
            update.bot().merchantId(),
            update.bot().id(),
            refund.invoicePayload(),
            refund.currency(),
            refund.totalAmount(),
            refund.telegramPaymentChargeId(),
            RefundProof.UPDATE,
            Optional.of(update.updateId()));
    return journal
        .firstSeen(update)
        .chain(() -> refunds.refunded(incoming))
        .call(
            payment ->
                payment.isPresent()
                    ? tellRefund.tell(payment.get(), message.chat().id())
                    : Uni.createFrom().voidItem());
  }
}

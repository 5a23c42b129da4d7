package io.github.tillgram.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.invoice.IncomingRefund;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.PaymentRepository;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.RefundPayment;
import io.github.tillgram.invoice.RefundProof;
import io.github.tillgram.invoice.RequestedRefunds;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.RefundStarPayment;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/**
 * Gives Stars back. Telegram gives a charge back once and names a repeat, so an attempt that nobody
 * knows the end of is repeated. Telegram also tells of the refund by a message; whichever of the
 * two comes first takes it into the books.
 */
@ApplicationScoped
class RefundStars implements OutboxHandler {

  /** The refund was made: by an attempt whose answer was lost, or elsewhere. */
  private static final String DONE_BEFORE = "CHARGE_ALREADY_REFUNDED";

  @RegisterForReflection
  record Body(@JsonProperty(value = "paymentId", required = true) UUID paymentId) {}

  private final PaymentRepository payments;
  private final BotCalls calls;
  private final TelegramBot telegram;
  private final RefundPayment refunds;
  private final RequestedRefunds requests;
  private final TellRefund tellRefund;

  RefundStars(
      PaymentRepository payments,
      BotCalls calls,
      TelegramBot telegram,
      RefundPayment refunds,
      RequestedRefunds requests,
      TellRefund tellRefund) {
    this.payments = payments;
    this.calls = calls;
    this.telegram = telegram;
    this.refunds = refunds;
    this.requests = requests;
    this.tellRefund = tellRefund;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("refund." + Rail.STARS);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Urgency urgency(String kind) {
    return Urgency.PAYMENT;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    return Panache.withSession(() -> payments.findById(paymentId(message)))
        .chain(
            payment ->
                payment.status() == PaymentStatus.REFUNDING
                    ? refund(payment)
                    : Uni.createFrom().item(OutboxOutcome.done()));
  }

  private Uni<OutboxOutcome> refund(Payment payment) {
    return calls
        .bot(payment.botId())
        .chain(
            bot ->
                telegram.refundStarPayment(
                    calls.credentials(bot),
                    new RefundStarPayment(
                        payment.payerId().orElseThrow(), payment.telegramChargeId().orElseThrow())))
        .map(done -> OutboxOutcome.done(() -> book(payment, RefundProof.ANSWER)))
        .onFailure(BotApiFailure.class)
        .recoverWithItem(failure -> ended(payment, (BotApiFailure) failure));
  }

  private OutboxOutcome ended(Payment payment, BotApiFailure failure) {
    String reason = failure.getMessage();
    if (failure instanceof BotApiFailure.RateLimited) {
      return OutboxOutcome.retryAfter(reason, ((BotApiFailure.RateLimited) failure).retryAfter());
    }
    if (!(failure instanceof BotApiFailure.Refused)) {
      return OutboxOutcome.retry(reason);
    }
    if (reason.contains(DONE_BEFORE)) {
      return OutboxOutcome.done(() -> book(payment, RefundProof.ANSWER_DONE_BEFORE));
    }
    return ((BotApiFailure.Refused) failure).tokenIsVoid()
        ? OutboxOutcome.retry(reason)
        : new OutboxOutcome.GiveUp(reason);
  }

  private Uni<Void> book(Payment payment, RefundProof proof) {
    return refunds
        .refunded(IncomingRefund.of(payment, proof))
        .chain(
            refunded ->
                refunded.isPresent()
                    ? tellRefund.tell(refunded.get(), payment.payerId().orElseThrow())
                    : Uni.createFrom().voidItem());
  }

  @Override
  public Uni<Void> gaveUp(OutboxMessage message, String reason) {
    return requests.failed(paymentId(message), reason);
  }

  private static UUID paymentId(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class).paymentId();
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged payment id", damaged);
    }
  }
}

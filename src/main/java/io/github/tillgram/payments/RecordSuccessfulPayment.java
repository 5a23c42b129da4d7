package io.github.tillgram.payments;

import io.github.tillgram.chat.Messages;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.invoice.CreditInvoice;
import io.github.tillgram.invoice.Credited;
import io.github.tillgram.invoice.IncomingPayment;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.PaymentMeter;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.money.Currencies;
import io.github.tillgram.money.Money;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.telegram.api.Message;
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
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Takes the only proof of a payment into the books, and tells the payer. */
@ApplicationScoped
class RecordSuccessfulPayment implements UpdateHandler {

  private static final Logger LOG = Logger.getLogger(RecordSuccessfulPayment.class);

  /** Twins of a charge under two payloads can collide this often before one finds the other. */
  private static final int COLLISIONS = 3;

  private final UpdateJournal journal;
  private final CreditInvoice invoices;
  private final Messages messages;
  private final PaymentMeter meters;

  RecordSuccessfulPayment(
      UpdateJournal journal, CreditInvoice invoices, Messages messages, PaymentMeter meters) {
    this.journal = journal;
    this.invoices = invoices;
    this.messages = messages;
    this.meters = meters;
  }

  @Override
  public Route route() {
    return new Route(BotRole.MERCHANT, UpdateKind.MESSAGE, Selector.SUCCESSFUL_PAYMENT);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    Message message = update.as(Message.class);
    IncomingPayment payment = IncomingPayments.of(update, message);
    return Panache.withTransaction(() -> record(update, payment, message))
        .onFailure(DatabaseTrouble::isUniqueViolation)
        .retry()
        .atMost(COLLISIONS)
        .invoke(this::report)
        .replaceWith(Optional.empty());
  }

  private Uni<Credited> record(IncomingUpdate update, IncomingPayment payment, Message message) {
    return journal
        .firstSeen(update)
        .chain(() -> invoices.credit(payment))
        .call(credited -> credited.repeat() ? nothing() : tell(credited, message));
  }

  /** What nobody can name in words is for the merchant alone. */
  private Uni<Void> tell(Credited credited, Message message) {
    Payment payment = credited.payment();
    if (payment.amount() <= 0 || !Currencies.isKnown(payment.currency())) {
      return nothing();
    }
    Locale locale = Phrases.locale(message.from() == null ? null : message.from().languageCode());
    Money amount = Money.of(payment.amount(), payment.currency());
    return messages.say(
        payment.botId(),
        payment.invoiceId().orElse(null),
        message.chat().id(),
        words(credited, locale, amount));
  }

  /** A payment whose refund arrived first was given back; the payer hears of that alone. */
  private static String words(Credited credited, Locale locale, Money amount) {
    return switch (credited.payment().status()) {
      case COUNTED ->
          Phrases.say(
              Phrase.RECEIPT, locale, amount, credited.invoice().map(Invoice::title).orElse(""));
      case HELD -> Phrases.say(Phrase.PAYMENT_UNDER_REVIEW, locale, amount);
      case REFUNDING, REFUNDED -> Phrases.say(Phrase.REFUND, locale, amount);
    };
  }

  private void report(Credited credited) {
    meters.count(credited);
    credited.payment().invoiceId().ifPresent(id -> MDC.put(LogKeys.INVOICE_ID, id));
    credited.payment().telegramChargeId().ifPresent(id -> MDC.put(LogKeys.CHARGE_ID, id));
    if (credited.repeat()) {
      LOG.debug("A payment arrived again");
    } else if (credited.payment().anomaly().isPresent()) {
      LOG.warnf(
          "A payment is %s: %s", credited.payment().status(), credited.payment().anomaly().get());
    } else {
      LOG.info("A payment was counted");
    }
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}

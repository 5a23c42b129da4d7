package io.github.tillgram.invoice;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.notification.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Issues invoices, has them sent, and cancels them. */
@ApplicationScoped
public class Invoices {

  private static final String LIVE_RESERVATIONS =
      "SELECT count(*) FROM reservation WHERE invoice_id = :id AND reserved_until > now()";

  private final InvoiceRepository invoices;
  private final InvoiceMessages messages;
  private final Timeline timeline;
  private final Outbox outbox;

  Invoices(InvoiceRepository invoices, InvoiceMessages messages, Timeline timeline, Outbox outbox) {
    this.messages = messages;
    this.invoices = invoices;
    this.timeline = timeline;
    this.outbox = outbox;
  }

  /** How {@link #cancel}, {@link #send} and {@link #link} end. */
  public sealed interface Outcome {
    record Ok(Invoice invoice) implements Outcome {}

    record NotFound() implements Outcome {}

    /** Telegram knows no subscription by message. */
    record ByLinkOnly() implements Outcome {}

    /** The status does not allow it. */
    record Refused(InvoiceStatus status) implements Outcome {}
  }

  /**
   * Writes the invoice, its first event and, if it is to be sent at once, the outbox row.
   *
   * @param sendTo the chat to send it to
   */
  @WithTransaction
  public Uni<Invoice> issue(InvoiceDraft draft, Optional<Long> sendTo) {
    Invoice invoice = Invoice.issue(draft);
    return invoices
        .persistAndFlush(invoice)
        .chain(
            () ->
                timeline.add(
                    invoice.merchantId(),
                    invoice.id(),
                    EventType.INVOICE_CREATED,
                    created(invoice)))
        .chain(
            () ->
                sendTo.isPresent()
                    ? appendSending(invoice, sendTo.get())
                    : Uni.createFrom().voidItem())
        .replaceWith(invoice);
  }

  /** Has the invoice sent to a chat through the outbox; one that cannot be paid is refused. */
  @WithTransaction
  public Uni<Outcome> send(UUID merchantId, UUID id, long chatId) {
    return invoices
        .lockOwn(merchantId, id)
        .chain(
            found -> found.isEmpty() ? outcome(new Outcome.NotFound()) : send(found.get(), chatId));
  }

  private Uni<Outcome> send(Invoice invoice, long chatId) {
    if (invoice.terms().subscriptionPeriod().isPresent()) {
      return outcome(new Outcome.ByLinkOnly());
    }
    return invoice.status().isUnsettled()
        ? appendSending(invoice, chatId).replaceWith(new Outcome.Ok(invoice))
        : outcome(new Outcome.Refused(invoice.status()));
  }

  /**
   * Keeps the link Telegram made, unless the invoice has one; refused when it can no longer be
   * paid, and then nobody hears of the link.
   */
  @WithTransaction
  public Uni<Outcome> link(UUID merchantId, UUID id, String link) {
    return invoices
        .lockOwn(merchantId, id)
        .chain(
            found -> found.isEmpty() ? outcome(new Outcome.NotFound()) : link(found.get(), link));
  }

  private Uni<Outcome> link(Invoice invoice, String link) {
    if (!invoice.status().isUnsettled()) {
      return outcome(new Outcome.Refused(invoice.status()));
    }
    if (invoice.link().isPresent()) {
      return outcome(new Outcome.Ok(invoice));
    }
    invoice.link(link);
    return timeline
        .add(
            invoice.merchantId(),
            invoice.id(),
            EventType.INVOICE_LINK_CREATED,
            Map.of("link", link))
        .replaceWith(new Outcome.Ok(invoice));
  }

  /**
   * Has an invoice that somebody asks for sent to him, in the caller's transaction. Takes no lock,
   * so that those who only ask do not keep off those who pay; one that comes to its end meanwhile
   * is not sent.
   *
   * @return whether it is; not while it waits to be sent to him anyway
   */
  public Uni<Boolean> offer(Invoice invoice, long chatId) {
    return outbox.appendWithin(
        1, sending(invoice), invoice.botId(), invoice.id(), chatId, sendingTo(chatId));
  }

  /**
   * Cancels an open invoice; one that is canceled stays so. Refused while somebody is paying, and
   * for an invoice that came to another end.
   */
  @WithTransaction
  public Uni<Outcome> cancel(UUID merchantId, UUID id) {
    return invoices
        .lockOwn(merchantId, id)
        .chain(found -> found.isEmpty() ? outcome(new Outcome.NotFound()) : cancel(found.get()));
  }

  private Uni<Outcome> cancel(Invoice invoice) {
    if (invoice.status() == InvoiceStatus.CANCELED) {
      return outcome(new Outcome.Ok(invoice));
    }
    if (invoice.status() != InvoiceStatus.OPEN) {
      return outcome(new Outcome.Refused(invoice.status()));
    }
    return liveReservations(invoice)
        .chain(
            live -> {
              if (live > 0) {
                return outcome(new Outcome.Refused(InvoiceStatus.CHECKOUT));
              }
              Map<String, Object> moving =
                  PaymentFacts.moving(Map.of(), invoice.status(), InvoiceStatus.CANCELED);
              invoice.cancel();
              return timeline
                  .add(invoice.merchantId(), invoice.id(), EventType.INVOICE_CANCELED, moving)
                  .chain(() -> messages.retract(invoice.id()))
                  .replaceWith(new Outcome.Ok(invoice));
            });
  }

  private Uni<Long> liveReservations(Invoice invoice) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LIVE_RESERVATIONS, Long.class)
                    .setParameter("id", invoice.id())
                    .getSingleResult());
  }

  private Uni<Void> appendSending(Invoice invoice, long chatId) {
    return outbox.append(sending(invoice), invoice.botId(), invoice.id(), sendingTo(chatId));
  }

  private static String sending(Invoice invoice) {
    return "issue." + invoice.rail();
  }

  private static String sendingTo(long chatId) {
    return Json.write(Map.of("chatId", chatId));
  }

  private static Map<String, Object> created(Invoice invoice) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("total", invoice.total());
    data.put("currency", invoice.currency());
    data.put("rail", invoice.rail());
    return data;
  }

  private static Uni<Outcome> outcome(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}

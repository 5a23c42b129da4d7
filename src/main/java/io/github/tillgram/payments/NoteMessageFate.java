package io.github.tillgram.payments;

import io.github.tillgram.chat.MessageFate;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.InvoiceRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Puts into the timeline whether the payer heard of his payment. */
@ApplicationScoped
class NoteMessageFate implements MessageFate {

  private final InvoiceRepository invoices;
  private final Timeline timeline;

  NoteMessageFate(InvoiceRepository invoices, Timeline timeline) {
    this.invoices = invoices;
    this.timeline = timeline;
  }

  @Override
  public Uni<Void> delivered(UUID invoiceId, long chatId) {
    return note(invoiceId, EventType.PAYER_TOLD, Map.of("chatId", chatId));
  }

  @Override
  public Uni<Void> undeliverable(UUID invoiceId, long chatId, String reason) {
    return note(invoiceId, EventType.PAYER_NOT_TOLD, Map.of("chatId", chatId, "reason", reason));
  }

  private Uni<Void> note(UUID invoiceId, EventType type, Map<String, ?> data) {
    return invoices
        .findById(invoiceId)
        .chain(invoice -> timeline.add(invoice.merchantId(), invoiceId, type, data));
  }
}

package io.github.tillgram.payments;

import io.github.tillgram.chat.MessageFate;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.InvoiceRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

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
  public Uni<Void> delivered(Said said, long messageId) {
    return note(said, EventType.PAYER_TOLD, "messageId", messageId);
  }

  @Override
  public Uni<Void> undeliverable(Said said, String reason) {
    return note(said, EventType.PAYER_NOT_TOLD, "reason", reason);
  }

  private Uni<Void> note(Said said, EventType type, String outcome, Object what) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("chatId", said.chatId());
    facts.put("text", said.text());
    facts.put(outcome, what);
    return invoices
        .findById(said.invoiceId())
        .chain(invoice -> timeline.add(invoice.merchantId(), invoice.id(), type, facts));
  }
}

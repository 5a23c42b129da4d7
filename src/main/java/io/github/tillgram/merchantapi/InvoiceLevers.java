package io.github.tillgram.merchantapi;

import io.github.tillgram.event.Event;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.Invoices;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can be done to an invoice that exists, with its refusals in the words of our API. */
@ApplicationScoped
class InvoiceLevers {

  private final Invoices invoices;
  private final InvoiceRepository repository;
  private final Timeline timeline;

  InvoiceLevers(Invoices invoices, InvoiceRepository repository, Timeline timeline) {
    this.invoices = invoices;
    this.repository = repository;
    this.timeline = timeline;
  }

  Uni<Invoice> send(UUID merchantId, UUID id, long chatId) {
    return invoices.send(merchantId, id, chatId).map(outcome -> allowed(outcome, "sent"));
  }

  Uni<Invoice> cancel(UUID merchantId, UUID id) {
    return invoices.cancel(merchantId, id).map(outcome -> allowed(outcome, "canceled"));
  }

  Uni<List<Event>> timeline(
      UUID merchantId, UUID id, boolean oldestFirst, Optional<Long> after, int limit) {
    return repository
        .findOwn(merchantId, id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("invoice")))
        .chain(invoice -> timeline.of(invoice.id(), oldestFirst, after, limit));
  }

  static Invoice allowed(Invoices.Outcome outcome, String what) {
    if (outcome instanceof Invoices.Outcome.Ok) {
      return ((Invoices.Outcome.Ok) outcome).invoice();
    }
    if (outcome instanceof Invoices.Outcome.ByLinkOnly) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "Telegram takes a subscription by link only; use /link and give the payer the link.");
    }
    if (outcome instanceof Invoices.Outcome.Refused) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The invoice is %s and cannot be %s."
              .formatted(((Invoices.Outcome.Refused) outcome).status(), what));
    }
    throw ProblemException.notFound("invoice");
  }
}

package io.github.tillgram.payments;

import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.Invoices;
import io.github.tillgram.invoice.PageRail;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.telegram.api.CreateInvoiceLink;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives an invoice its link, from Telegram or, on the rail APAY, to its page. Anybody may open the
 * link, any number of times, and it can never be revoked: pre-checkout decides who pays. Callers at
 * the same time may have Telegram make two; the first that is kept is everybody's, and the other
 * was never told to anyone.
 */
@ApplicationScoped
public class LinkInvoice {

  private final Invoices invoices;
  private final InvoiceRepository repository;
  private final BotCalls calls;
  private final TelegramBot telegram;
  private final InvoiceContents contents;
  private final PageRail pages;

  LinkInvoice(
      Invoices invoices,
      InvoiceRepository repository,
      BotCalls calls,
      TelegramBot telegram,
      InvoiceContents contents,
      PageRail pages) {
    this.pages = pages;
    this.invoices = invoices;
    this.repository = repository;
    this.calls = calls;
    this.telegram = telegram;
    this.contents = contents;
  }

  /** Fails with {@link LinkNotCreated} when there is none. */
  public Uni<Invoices.Outcome> link(UUID merchantId, UUID id) {
    return Panache.withSession(() -> repository.findOwn(merchantId, id)).chain(this::link);
  }

  private Uni<Invoices.Outcome> link(Optional<Invoice> found) {
    if (found.isEmpty()) {
      return outcome(new Invoices.Outcome.NotFound());
    }
    Invoice invoice = found.get();
    if (!invoice.status().isUnsettled()) {
      return outcome(new Invoices.Outcome.Refused(invoice.status()));
    }
    return invoice.link().isPresent()
        ? outcome(new Invoices.Outcome.Ok(invoice))
        : create(invoice).chain(link -> invoices.link(invoice.merchantId(), invoice.id(), link));
  }

  private Uni<String> create(Invoice invoice) {
    return invoice.rail() == Rail.APAY ? pageOf(invoice) : createdByTelegram(invoice);
  }

  private Uni<String> pageOf(Invoice invoice) {
    return pages
        .link(invoice)
        .onFailure(PageRail.NotPayable.class)
        .transform(failure -> new LinkNotCreated.NotPayable(failure.getMessage()))
        .onFailure(PageRail.Unavailable.class)
        .transform(failure -> new LinkNotCreated.ApayUnavailable(failure.getMessage()));
  }

  private Uni<String> createdByTelegram(Invoice invoice) {
    return calls
        .bot(invoice.botId())
        .chain(bot -> telegram.createInvoiceLink(calls.credentials(bot), call(invoice, bot)))
        .onFailure(BotApiFailure.class)
        .transform(failure -> LinkNotCreated.of((BotApiFailure) failure));
  }

  private CreateInvoiceLink call(Invoice invoice, Bot bot) {
    return new CreateInvoiceLink(
        contents.of(invoice, bot), invoice.terms().subscriptionPeriod().orElse(null));
  }

  private static Uni<Invoices.Outcome> outcome(Invoices.Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}

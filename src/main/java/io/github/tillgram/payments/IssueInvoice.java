package io.github.tillgram.payments;

import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceDraft;
import io.github.tillgram.invoice.Invoices;
import io.github.tillgram.invoice.PageRail;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.merchant.Bot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Turns a merchant's order into an invoice, or says everything that stands in its way. */
@ApplicationScoped
public class IssueInvoice {

  private final Sellers sellers;
  private final InvoiceRules rules;
  private final PageRail pages;
  private final Invoices invoices;

  IssueInvoice(Sellers sellers, InvoiceRules rules, PageRail pages, Invoices invoices) {
    this.sellers = sellers;
    this.rules = rules;
    this.pages = pages;
    this.invoices = invoices;
  }

  /**
   * Fails with {@link InvalidInvoice} when the order breaks a rule, and with a unique violation
   * when the merchant has used the reference before.
   */
  public Uni<Invoice> issue(InvoiceOrder order) {
    return Panache.withTransaction(
        () ->
            seller(order)
                .chain(bot -> draft(order, bot))
                .chain(draft -> invoices.issue(draft, order.sendTo())));
  }

  private Uni<Bot> seller(InvoiceOrder order) {
    return sellers
        .choose(order.merchantId(), order.botId())
        .onFailure(UnknownSeller.class)
        .transform(
            unknown -> new InvalidInvoice(List.of(new Violation("botId", unknown.getMessage()))));
  }

  private Uni<InvoiceDraft> draft(InvoiceOrder order, Bot bot) {
    List<Violation> violations = rules.check(order, bot);
    return rail(order) == Rail.APAY
        ? pages
            .objections(order.merchantId(), bot.id(), order.terms(), total(order))
            .map(objections -> draft(order, bot, together(violations, objections)))
        : Uni.createFrom().item(() -> draft(order, bot, violations));
  }

  private static List<Violation> together(
      List<Violation> violations, List<PageRail.Objection> objections) {
    List<Violation> all = new ArrayList<>(violations);
    objections.forEach(found -> all.add(new Violation(found.field(), found.message())));
    return all;
  }

  private static Rail rail(InvoiceOrder order) {
    return order.rail().orElse(order.terms().isStars() ? Rail.STARS : Rail.TELEGRAM);
  }

  private static long total(InvoiceOrder order) {
    return PriceRules.sum(order.terms().prices()).orElse(0L);
  }

  private static InvoiceDraft draft(InvoiceOrder order, Bot bot, List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new InvalidInvoice(violations);
    }
    return new InvoiceDraft(
        order.merchantId(),
        bot.id(),
        rail(order),
        order.usage(),
        order.reference(),
        order.terms(),
        total(order),
        order.payerId(),
        order.maxPayments(),
        order.expiresAt(),
        order.metadata());
  }
}

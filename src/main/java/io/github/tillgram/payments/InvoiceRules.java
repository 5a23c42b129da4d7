package io.github.tillgram.payments;

import io.github.tillgram.invoice.InvoiceTerms;
import io.github.tillgram.invoice.PriceLine;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.Tip;
import io.github.tillgram.invoice.Usage;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.money.Currencies;
import io.github.tillgram.money.CurrencyLimits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything Telegram checks about an invoice, checked before anything is sent, so that a merchant
 * hears of it in the answer and not from a timeline. The numbers are those of {@code sendInvoice}
 * in the Bot API manual and of the server's own checks.
 */
@ApplicationScoped
class InvoiceRules {

  private static final int LONGEST_TITLE = 32;
  private static final int LONGEST_DESCRIPTION = 255;
  private static final int LONGEST_REFERENCE = 128;
  private static final int MOST_TIPS = 4;
  private static final int LARGEST_METADATA = 4_096;

  /** Databases keep times of more than four digits differently, or not at all. */
  private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

  private final CurrencyLimits limits;
  private final Clock clock;

  InvoiceRules(CurrencyLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Every rule the order breaks; none when it can be issued through this bot. */
  List<Violation> check(InvoiceOrder order, Bot bot) {
    Findings findings = new Findings();
    InvoiceTerms terms = order.terms();
    findings.text("title", terms.title(), LONGEST_TITLE);
    findings.text("description", terms.description(), LONGEST_DESCRIPTION);
    order.reference().ifPresent(value -> findings.text("reference", value, LONGEST_REFERENCE));
    boolean stars = terms.isStars();
    currency(findings, terms.currency());
    prices(findings, terms.prices(), stars);
    total(findings, order);
    rail(findings, order, stars, bot);
    if (!terms.tip().equals(Tip.NONE)) {
      tip(findings, terms.tip(), stars);
    }
    ContactRules.check(findings, terms);
    terms.photo().ifPresent(photo -> PhotoRules.check(findings, photo));
    ShippingRules.check(findings, terms);
    people(findings, order);
    SubscriptionRules.check(order, bot).forEach(findings::add);
    if (terms.inline()) {
      inline(findings, order);
    }
    order.expiresAt().ifPresent(time -> future(findings, time));
    JsonRules.check(findings, "metadata", order.metadata(), LARGEST_METADATA);
    return findings.all();
  }

  private static void currency(Findings findings, String currency) {
    if (!Currencies.isKnown(currency)) {
      findings.add(
          "currency",
          "is none that Telegram takes; use an ISO 4217 code such as USD, or XTR for Stars");
    }
  }

  private static void prices(Findings findings, List<PriceLine> prices, boolean stars) {
    PriceRules.lines(findings, "prices", prices);
    if (stars && prices.size() != 1) {
      findings.add("prices", "must have exactly one line when the currency is XTR");
    }
  }

  private void total(Findings findings, InvoiceOrder order) {
    InvoiceTerms terms = order.terms();
    if (terms.prices().isEmpty()) {
      return;
    }
    Optional<Long> sum = PriceRules.sum(terms.prices());
    if (sum.isEmpty() || sum.get() > Currencies.MAX_AMOUNT) {
      findings.add("prices", "must not sum to more than 999999999999");
      return;
    }
    if (sum.get() <= 0) {
      findings.add("prices", "must sum to more than 0; the sum is " + sum.get());
      return;
    }
    if (order.rail().filter(Rail.APAY::equals).isPresent()) {
      return;
    }
    limits
        .of(terms.currency())
        .filter(limit -> sum.get() < limit.min() || sum.get() > limit.max())
        .ifPresent(
            limit ->
                findings.add(
                    "prices",
                    "must sum to an amount between %d and %d, which is what Telegram takes in %s today"
                        .formatted(limit.min(), limit.max(), terms.currency())));
  }

  private static void rail(Findings findings, InvoiceOrder order, boolean stars, Bot bot) {
    Rail rail = order.rail().orElse(stars ? Rail.STARS : Rail.TELEGRAM);
    if (rail != Rail.APAY && !order.terms().paymentSystems().isEmpty()) {
      findings.add("paymentSystems", "goes with rail APAY only; leave it out");
    }
    if (rail != Rail.APAY && (rail == Rail.STARS) != stars) {
      findings.add("rail", "must be STARS if and only if the currency is XTR");
    } else if (rail == Rail.TELEGRAM && !bot.hasProviderToken()) {
      findings.add(
          "botId",
          "names a bot without a provider token, which can only sell for XTR; add a providerToken"
              + " from @BotFather to the bot");
    }
  }

  private static void tip(Findings findings, Tip tip, boolean stars) {
    if (stars) {
      findings.add("tip", "cannot be taken with XTR; leave it out");
      return;
    }
    if (tip.max() < 1 || tip.max() > Currencies.MAX_AMOUNT) {
      findings.add("tip.max", "must lie between 1 and 999999999999");
    }
    if (tip.suggested().size() > MOST_TIPS) {
      findings.add("tip.suggested", "must not have more than 4 amounts");
    }
    long previous = 0;
    for (long amount : tip.suggested()) {
      if (amount <= previous || amount > tip.max()) {
        findings.add(
            "tip.suggested", "must be positive, strictly increasing and not above tip.max");
        return;
      }
      previous = amount;
    }
  }

  private static void people(Findings findings, InvoiceOrder order) {
    if (order.payerId().filter(id -> id <= 0).isPresent()) {
      findings.add("payerId", "must be the id of a Telegram user, which is positive");
    }
    if (order.sendTo().filter(id -> id == 0).isPresent()) {
      findings.add("sendTo", "must be the id of a chat, which is not 0");
    }
    if (order.maxPayments().filter(most -> most < 1).isPresent()) {
      findings.add("maxPayments", "must be at least 1");
    }
    if (order.maxPayments().isPresent() && order.usage() == Usage.SINGLE) {
      findings.add("maxPayments", "goes with usage REUSABLE only; leave it out");
    }
  }

  /** What everybody can put into any chat cannot be for one of them. */
  private static void inline(Findings findings, InvoiceOrder order) {
    if (order.usage() == Usage.SINGLE) {
      findings.add("inline", "goes with usage REUSABLE only; leave it out");
    }
    if (order.payerId().isPresent()) {
      findings.add("inline", "offers the invoice to everybody; leave out inline or payerId");
    }
  }

  private void future(Findings findings, Instant time) {
    if (!time.isAfter(clock.instant())) {
      findings.add("expiresAt", "must lie in the future");
    }
    if (!time.isBefore(END_OF_TIME)) {
      findings.add("expiresAt", "must lie before the year 10000; leave it out for no expiry");
    }
  }
}

package io.github.tillgram.apay.page;

import io.github.tillgram.apay.client.Apay;
import io.github.tillgram.apay.client.ApayFailure;
import io.github.tillgram.apay.client.CreatePaymentPage;
import io.github.tillgram.apay.client.PaymentPage;
import io.github.tillgram.apay.deposit.ApayAttempt;
import io.github.tillgram.apay.deposit.AttemptState;
import io.github.tillgram.apay.deposit.Attempts;
import io.github.tillgram.apay.deposit.Deposits;
import io.github.tillgram.apay.deposit.HearDeposits;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.money.MajorUnits;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Has A-Pay make the page of an attempt that is in the books, and notes what it made. A process
 * that dies in between leaves an attempt that A-Pay can be asked about.
 */
@ApplicationScoped
class OpenPage {

  private static final Logger LOG = Logger.getLogger(OpenPage.class);

  /** The languages of ours that A-Pay's pages speak; the others get that of the country. */
  private static final Set<String> LANGUAGES =
      Set.of("en", "hi", "bn", "sw", "uz", "my", "km", "ne");

  private final Apay apay;
  private final Accounts accounts;
  private final Attempts attempts;
  private final Deposits deposits;
  private final HearDeposits reports;
  private final PayLinks links;

  OpenPage(
      Apay apay,
      Accounts accounts,
      Attempts attempts,
      Deposits deposits,
      HearDeposits reports,
      PayLinks links) {
    this.apay = apay;
    this.accounts = accounts;
    this.attempts = attempts;
    this.deposits = deposits;
    this.reports = reports;
    this.links = links;
  }

  Uni<PayStep> open(PayPlan.Create plan, PayLink link, Locale language) {
    return apay.createPaymentPage(accounts.of(plan.project()), page(plan, link, language))
        .chain(page -> opened(plan.attempt(), page))
        .onFailure(ApayFailure.Unanswered.class)
        .recoverWithItem(this::unknown)
        .onFailure(ApayFailure.class)
        .recoverWithUni(failure -> notCreated(plan.attempt(), failure.getMessage()));
  }

  private CreatePaymentPage page(PayPlan.Create plan, PayLink link, Locale language) {
    Invoice invoice = plan.invoice();
    List<String> systems = invoice.terms().paymentSystems();
    return new CreatePaymentPage(
        MajorUnits.write(invoice.total(), invoice.currency()),
        invoice.currency(),
        systems.isEmpty() ? null : systems,
        plan.attempt().customTransactionId(),
        plan.attempt().customUserId(),
        links.address(link.token()) + "/return",
        LANGUAGES.contains(language.getLanguage())
            ? language.getLanguage().toUpperCase(Locale.ROOT)
            : null,
        plan.project().webhookId());
  }

  private Uni<PayStep> opened(ApayAttempt attempt, PaymentPage page) {
    if (!isPage(page.url())) {
      LOG.error("A-Pay made a page whose address is none for payers");
      return Uni.createFrom().item(new PayStep.TryLater());
    }
    return Panache.withTransaction(
            () ->
                deposits
                    .opened(attempt.id(), page.orderId(), page.url())
                    .call(opened -> attempts.tellOpened(opened.attempt())))
        .invoke(opened -> opened.heard().ifPresent(reports::report))
        .map(opened -> go(opened.attempt()));
  }

  /** Another attempt may have taken its place while A-Pay was slow. */
  private static PayStep go(ApayAttempt attempt) {
    return attempt.state() == AttemptState.OPEN
        ? new PayStep.Go(attempt.page().orElseThrow())
        : new PayStep.TryLater();
  }

  /** The sandbox has no certificate; where payers come by https they go on by https. */
  private boolean isPage(String url) {
    try {
      URI address = URI.create(url);
      return address.getHost() != null
          && ("https".equals(address.getScheme())
              || (!links.isSecure() && "http".equals(address.getScheme())));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /** There may be a page; nobody knows where, so that nobody can pay there. */
  private PayStep unknown(Throwable failure) {
    LOG.warnf("Nobody knows whether A-Pay made a page: %s", failure.getMessage());
    return new PayStep.Prepare();
  }

  private Uni<PayStep> notCreated(ApayAttempt attempt, String reason) {
    LOG.warnf("A-Pay made no page: %s", reason);
    return Panache.withTransaction(() -> attempts.notCreated(attempt.id(), reason))
        .replaceWith(new PayStep.TryLater());
  }
}

package io.github.tillgram.apay.page;

import io.github.tillgram.apay.deposit.ApayAttempt;
import io.github.tillgram.apay.deposit.AttemptRepository;
import io.github.tillgram.apay.deposit.Attempts;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.apay.onboarding.ApayProjects;
import io.github.tillgram.apay.onboarding.ProjectChoice;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.InvoiceStatus;
import io.github.tillgram.invoice.PageReservations;
import io.github.tillgram.invoice.PageReservations.Obstacle;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.invoice.Usage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides what a payer may do, under the lock of his invoice. A SINGLE invoice has one live
 * attempt, and gets another one only after the one before has failed, or has lapsed and A-Pay was
 * asked how it went; so nobody is led to pay twice. A REUSABLE one has an attempt for each payer.
 */
@ApplicationScoped
class PlanPayment {

  private static final Logger LOG = Logger.getLogger(PlanPayment.class);

  /** Longer than A-Pay may take to make a page. */
  private static final Duration CREATION = Duration.ofSeconds(25);

  /** More strangers than that at once are no payers. */
  private static final long MOST_BEGUN_IN_A_MINUTE = 20;

  private final InvoiceRepository invoices;
  private final AttemptRepository repository;
  private final Attempts attempts;
  private final PageReservations reservations;
  private final ApayProjects projects;
  private final PageConfig config;

  PlanPayment(
      InvoiceRepository invoices,
      AttemptRepository repository,
      Attempts attempts,
      PageReservations reservations,
      ApayProjects projects,
      PageConfig config) {
    this.invoices = invoices;
    this.repository = repository;
    this.attempts = attempts;
    this.reservations = reservations;
    this.projects = projects;
    this.config = config;
  }

  /**
   * @param begin whether an attempt is begun if he may; otherwise it only says so
   */
  Uni<PayPlan> plan(PayLink link, Visitor visitor, boolean begin) {
    return Panache.withTransaction(
        () -> reservations.lock(link.invoiceId()).chain(invoice -> plan(invoice, visitor, begin)));
  }

  private Uni<PayPlan> plan(Invoice invoice, Visitor visitor, boolean begin) {
    boolean over = !invoice.status().isUnsettled() && invoice.status() != InvoiceStatus.EXPIRED;
    return over
        ? blocked(invoice)
        : latest(invoice, visitor)
            .chain(
                latest -> attempts.now().chain(now -> plan(invoice, visitor, latest, now, begin)));
  }

  /** A SINGLE invoice is paid once, so whose attempt the last one was does not matter. */
  private Uni<Optional<ApayAttempt>> latest(Invoice invoice, Visitor visitor) {
    return invoice.usage() == Usage.SINGLE
        ? repository.ofInvoice(invoice.id(), 1).map(found -> found.stream().findFirst())
        : repository.latestOf(invoice.id(), visitor.customUserId());
  }

  private Uni<PayPlan> plan(
      Invoice invoice, Visitor visitor, Optional<ApayAttempt> latest, Instant now, boolean begin) {
    if (latest.isEmpty() || latest.get().isOver()) {
      return begin(invoice, visitor, begin);
    }
    ApayAttempt attempt = latest.get();
    boolean own = attempt.customUserId().equals(visitor.customUserId());
    if (attempt.isLive(now) && !own) {
      return show(new PayStep.Blocked(Obstacle.BEING_PAID, Optional.of(attempt.lapsesAt())));
    }
    if (attempt.isLive(now) && attempt.page().isPresent()) {
      return goOn(attempt);
    }
    if (invoice.status() == InvoiceStatus.EXPIRED) {
      return blocked(invoice);
    }
    if (attempt.page().isEmpty() && attempt.createdAt().plus(CREATION).isAfter(now)) {
      return show(new PayStep.Prepare());
    }
    return attempt.askedAt().filter(at -> at.isAfter(endOf(attempt))).isPresent()
        ? attempts.abandon(attempt, invoice).chain(free -> begin(free, visitor, begin))
        : Uni.createFrom().item(new PayPlan.Ask(attempt));
  }

  /** Unless his money came already, and waits for A-Pay's confirmation. */
  private Uni<PayPlan> goOn(ApayAttempt attempt) {
    return attempts
        .hasUnbookedMoney(attempt)
        .map(
            waits ->
                new PayPlan.Show(
                    waits
                        ? new PayStep.Blocked(Obstacle.UNDER_REVIEW, Optional.empty())
                        : new PayStep.Go(attempt.page().orElseThrow())));
  }

  /**
   * From when on nobody is led to an attempt's page: it has lapsed, or the answer that names the
   * page was lost.
   */
  private static Instant endOf(ApayAttempt attempt) {
    return attempt.page().isPresent() ? attempt.lapsesAt() : attempt.createdAt().plus(CREATION);
  }

  private Uni<PayPlan> begin(Invoice invoice, Visitor visitor, boolean begin) {
    return obstacle(invoice)
        .chain(
            obstacle ->
                obstacle.isPresent()
                    ? Uni.createFrom().item(blocked(obstacle.get(), invoice))
                    : within(invoice, visitor, begin));
  }

  private Uni<Optional<Obstacle>> obstacle(Invoice invoice) {
    return reservations
        .obstacle(invoice)
        .chain(
            obstacle ->
                obstacle.isPresent() || invoice.usage() == Usage.REUSABLE
                    ? Uni.createFrom().item(obstacle)
                    : attempts
                        .hasUnbookedMoney(invoice)
                        .map(
                            waits ->
                                waits ? Optional.of(Obstacle.UNDER_REVIEW) : Optional.empty()));
  }

  private Uni<PayPlan> within(Invoice invoice, Visitor visitor, boolean begin) {
    return attempts
        .begunLately(invoice)
        .chain(
            begun ->
                visitor.payerId().isEmpty() && begun >= MOST_BEGUN_IN_A_MINUTE
                    ? show(new PayStep.TryLater())
                    : choose(invoice, visitor, begin));
  }

  private Uni<PayPlan> choose(Invoice invoice, Visitor visitor, boolean begin) {
    return projects
        .of(invoice.merchantId(), invoice.botId())
        .chain(
            choice -> {
              if (!(choice instanceof ProjectChoice.Chosen)) {
                LOG.warnf("No A-Pay project takes a payer's money: %s", choice);
                return show(new PayStep.TryLater());
              }
              ApayProject project = ((ProjectChoice.Chosen) choice).project();
              return begin
                  ? create(invoice, visitor, project)
                  : Uni.createFrom().item(new PayPlan.Begin(project, invoice));
            });
  }

  private Uni<PayPlan> create(Invoice invoice, Visitor visitor, ApayProject project) {
    return attempts
        .begin(
            invoice, project.id(), visitor.customUserId(), visitor.payerId(), config.reservation())
        .map(attempt -> new PayPlan.Create(attempt, project, invoice));
  }

  /** Where a payer stands who has been at A-Pay's page, or who only wants to know. */
  Uni<PayStep> standing(PayLink link, Visitor visitor) {
    return Panache.withSession(
        () ->
            invoices
                .findById(link.invoiceId())
                .chain(
                    invoice ->
                        repository
                            .latestOf(invoice.id(), visitor.customUserId())
                            .chain(latest -> standing(invoice, latest))));
  }

  private Uni<PayStep> standing(Invoice invoice, Optional<ApayAttempt> latest) {
    if (latest.isEmpty()) {
      return step(invoice);
    }
    ApayAttempt attempt = latest.get();
    return switch (attempt.state()) {
      case CREATING, OPEN, ABANDONED, UNRESOLVED ->
          attempts
              .hasUnbookedMoney(attempt)
              .map(waits -> new PayStep.Waiting(waits ? Optional.empty() : attempt.page()));
      case PAID -> attempts.paymentOf(attempt).map(PlanPayment::paid);
      case FAILED, REJECTED, NOT_CREATED ->
          invoice.status() == InvoiceStatus.OPEN
              ? Uni.createFrom().item(new PayStep.NotPaid())
              : step(invoice);
    };
  }

  /** Money came: it is in the books, or it waits for a person. */
  private static PayStep paid(Optional<PaymentStatus> payment) {
    if (payment.filter(PaymentStatus.COUNTED::equals).isPresent()) {
      return new PayStep.Paid();
    }
    Obstacle obstacle =
        payment.filter(PaymentStatus.REFUNDED::equals).isPresent()
            ? Obstacle.REFUNDED
            : Obstacle.UNDER_REVIEW;
    return new PayStep.Blocked(obstacle, Optional.empty());
  }

  private Uni<PayStep> step(Invoice invoice) {
    return obstacle(invoice)
        .map(
            obstacle ->
                obstacle
                    .<PayStep>map(found -> new PayStep.Blocked(found, Optional.empty()))
                    .orElseGet(PayStep.Ready::new));
  }

  private Uni<PayPlan> blocked(Invoice invoice) {
    return reservations.obstacle(invoice).map(found -> blocked(found.orElseThrow(), invoice));
  }

  private static PayPlan blocked(Obstacle obstacle, Invoice invoice) {
    return new PayPlan.Show(
        obstacle == Obstacle.BEING_PAID
            ? new PayStep.Blocked(obstacle, invoice.reservedUntil())
            : new PayStep.Blocked(obstacle, Optional.empty()));
  }

  private static Uni<PayPlan> show(PayStep step) {
    return Uni.createFrom().item(new PayPlan.Show(step));
  }
}

package io.github.tillgram.apay.deposit;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.PageReservations;
import io.github.tillgram.invoice.PaymentStatus;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The life of attempts, apart from what A-Pay says of them. All of it happens in the caller's
 * transaction, under the lock of the invoice.
 */
@ApplicationScoped
public class Attempts {

  private static final String NOW = "SELECT now()";

  /** An order that A-Pay says was paid, and that is in no payment yet. */
  private static final String UNBOOKED =
      "SELECT EXISTS (SELECT FROM apay_deposit WHERE invoice_id = :invoiceId"
          + " AND status IN ('SUCCESS', 'CONFIRMING') AND payment_id IS NULL)";

  private static final String BEGUN_LATELY =
      "SELECT count(*) FROM apay_attempt WHERE invoice_id = :invoiceId"
          + " AND created_at > now() - interval '1 minute' AND payer_id IS NULL";

  private static final String PAYMENT_OF =
      "SELECT p.status FROM apay_deposit d JOIN payment p ON p.id = d.payment_id"
          + " WHERE d.attempt_id = :attemptId ORDER BY p.id LIMIT 1";

  private final AttemptRepository attempts;
  private final DepositRepository deposits;
  private final PageReservations reservations;
  private final Timeline timeline;

  Attempts(
      AttemptRepository attempts,
      DepositRepository deposits,
      PageReservations reservations,
      Timeline timeline) {
    this.attempts = attempts;
    this.deposits = deposits;
    this.reservations = reservations;
    this.timeline = timeline;
  }

  /** The database's clock. */
  public Uni<Instant> now() {
    return Panache.getSession()
        .chain(session -> session.createNativeQuery(NOW, OffsetDateTime.class).getSingleResult())
        .map(OffsetDateTime::toInstant);
  }

  /** Whether money came for the invoice that waits for A-Pay's confirmation or for a person. */
  public Uni<Boolean> hasUnbookedMoney(Invoice invoice) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(UNBOOKED, Boolean.class)
                    .setParameter("invoiceId", invoice.id())
                    .getSingleResult());
  }

  /** The same, of one attempt. */
  public Uni<Boolean> hasUnbookedMoney(ApayAttempt attempt) {
    return deposits
        .ofAttempt(attempt.id())
        .map(
            orders ->
                orders.stream()
                    .anyMatch(order -> order.status().isPaid() && order.paymentId().isEmpty()));
  }

  /** What has become of the money of an attempt; empty while it is in no payment. */
  public Uni<Optional<PaymentStatus>> paymentOf(ApayAttempt attempt) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(PAYMENT_OF, String.class)
                    .setParameter("attemptId", attempt.id())
                    .getSingleResultOrNull())
        .map(status -> Optional.ofNullable(status).map(PaymentStatus::valueOf));
  }

  /** How many attempts to pay the invoice strangers have begun within the last minute. */
  public Uni<Long> begunLately(Invoice invoice) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(BEGUN_LATELY, Long.class)
                    .setParameter("invoiceId", invoice.id())
                    .getSingleResult());
  }

  /** Begins one, and keeps the invoice for it. */
  public Uni<ApayAttempt> begin(
      Invoice invoice,
      UUID projectId,
      String customUserId,
      Optional<Long> payerId,
      Duration reservation) {
    return now()
        .map(
            now ->
                ApayAttempt.begin(
                    invoice,
                    projectId,
                    customUserId,
                    payerId,
                    now.plus(reservation),
                    now.plus(AskSchedule.first())))
        .chain(attempts::persistAndFlush)
        .call(attempt -> reservations.reserve(invoice, attempt.number(), reservation));
  }

  /**
   * Another one may take its place; the invoice is no longer kept for it.
   *
   * @return the invoice as it is then
   */
  public Uni<Invoice> abandon(ApayAttempt attempt, Invoice invoice) {
    attempt.abandoned();
    return reservations
        .release(invoice.id(), attempt.number())
        .chain(Panache::getSession)
        .call(session -> session.flush())
        .invoke(session -> session.detach(invoice))
        .chain(session -> session.find(Invoice.class, invoice.id()));
  }

  /** Says that A-Pay surely made no page. */
  public Uni<Void> notCreated(UUID attemptId, String reason) {
    return attempts
        .findById(attemptId)
        .chain(this::lock)
        .chain(
            attempt -> {
              if (attempt.state() != AttemptState.CREATING) {
                return Uni.createFrom().voidItem();
              }
              attempt.notCreated(reason);
              return reservations
                  .release(attempt.invoiceId(), attempt.number())
                  .chain(
                      () ->
                          tell(attempt, EventType.APAY_PAGE_NOT_CREATED, Map.of("reason", reason)));
            });
  }

  /** Notes in the invoice's timeline that the payer was given a page. */
  public Uni<Void> tellOpened(ApayAttempt attempt) {
    Map<String, Object> facts = new LinkedHashMap<>();
    attempt.payerId().ifPresent(payer -> facts.put("payerId", payer));
    facts.put("keptUntil", attempt.lapsesAt().toString());
    return tell(attempt, EventType.APAY_PAGE_CREATED, facts);
  }

  /** Notes that A-Pay has answered, out of turn: what is planned stays. */
  Uni<Void> askedOutOfTurn(UUID attemptId) {
    return attempts
        .findById(attemptId)
        .chain(this::lock)
        .chain(attempt -> now().invoke(now -> attempt.asked(now, attempt.askAt())))
        .replaceWithVoid();
  }

  /**
   * Notes that it was time to ask A-Pay. After the last time nobody asks any more, and people have
   * to look.
   *
   * @param answered whether A-Pay could be asked; if not, there is one more time
   * @return whether it was the last time, and nobody knows how it ended
   */
  Uni<Boolean> asked(UUID attemptId, boolean answered) {
    return deposits
        .lockOfAttempt(attemptId)
        .chain(
            orders ->
                attempts
                    .findById(attemptId)
                    .chain(this::lock)
                    .chain(attempt -> now().chain(now -> asked(attempt, orders, now, answered))));
  }

  private Uni<Boolean> asked(
      ApayAttempt attempt, List<ApayDeposit> orders, Instant now, boolean answered) {
    if (attempt.askAt().isEmpty()) {
      attempt.asked(now, Optional.empty());
      return Uni.createFrom().item(false);
    }
    Optional<Instant> next = AskSchedule.next(attempt.askFrom(), now);
    if (!answered) {
      attempt.askAt(next.orElseGet(() -> now.plus(AskSchedule.AFTER_SILENCE)));
      return Uni.createFrom().item(false);
    }
    attempt.asked(now, next);
    return next.isPresent() ? Uni.createFrom().item(false) : giveUp(attempt, orders);
  }

  private Uni<Boolean> giveUp(ApayAttempt attempt, List<ApayDeposit> orders) {
    boolean settled =
        attempt.state().isSettled()
            && orders.stream().noneMatch(order -> order.status() == DepositStatus.CONFIRMING);
    attempt.unresolved();
    if (settled) {
      return Uni.createFrom().item(false);
    }
    orders.forEach(ApayDeposit::unresolved);
    return tell(
            attempt,
            EventType.APAY_DEPOSIT_UNRESOLVED,
            orders.isEmpty() ? Map.of() : Map.of("depositId", orders.get(orders.size() - 1).id()))
        .replaceWith(true);
  }

  /** Locks the invoice, under which the attempt no longer changes. */
  private Uni<ApayAttempt> lock(ApayAttempt attempt) {
    return reservations.lock(attempt.invoiceId()).chain(() -> attempts.readAgain(attempt));
  }

  private Uni<Void> tell(ApayAttempt attempt, EventType type, Map<String, ?> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("customTransactionId", attempt.customTransactionId());
    attempt.orderId().ifPresent(order -> data.put("orderId", order));
    data.putAll(more);
    return timeline.add(attempt.merchantId(), attempt.invoiceId(), type, data);
  }
}

package io.github.tillgram.apay.deposit;

import io.github.tillgram.apay.deposit.Heard.What;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.invoice.Charge;
import io.github.tillgram.invoice.CreditInvoice;
import io.github.tillgram.invoice.Credited;
import io.github.tillgram.invoice.EventType;
import io.github.tillgram.invoice.IncomingPayment;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.PageReservations;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.invoice.Timeline;
import io.github.tillgram.money.Currencies;
import io.github.tillgram.money.MajorUnits;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The one way by which what A-Pay says of an order gets into the books, whether it posted it or was
 * asked. Everything happens in the caller's transaction, under the lock of the order's row, then of
 * the invoice's; an attempt changes under the latter.
 *
 * <p>One credit for each order: the first {@code Success} is final, and whatever is said afterwards
 * is kept beside it. {@code Failed} and {@code Rejected} are not, since a payment may be found.
 */
@ApplicationScoped
public class Deposits {

  /**
   * A page that A-Pay made.
   *
   * @param attempt may have come to its end meanwhile
   * @param heard what became of money that had come for its order
   */
  public record Opened(ApayAttempt attempt, Optional<Heard> heard) {}

  /** An order that is matched, under all its locks. */
  private record Order(ApayDeposit deposit, ApayAttempt attempt, Invoice invoice) {}

  private final DepositRepository deposits;
  private final AttemptRepository attempts;
  private final PageReservations reservations;
  private final CreditInvoice credits;
  private final Timeline timeline;
  private final TellPayer payers;
  private final ConfirmationRule confirmations;
  private final Clock clock;

  Deposits(
      DepositRepository deposits,
      AttemptRepository attempts,
      PageReservations reservations,
      CreditInvoice credits,
      Timeline timeline,
      TellPayer payers,
      ConfirmationConfig config,
      Clock clock) {
    this.deposits = deposits;
    this.attempts = attempts;
    this.reservations = reservations;
    this.credits = credits;
    this.timeline = timeline;
    this.payers = payers;
    this.confirmations = ConfirmationRule.parse(config.confirmFrom().orElse(""));
    this.clock = clock;
  }

  /** Takes in what A-Pay says of an order; what it said before, to the letter, changes nothing. */
  Uni<Heard> hear(UUID merchantId, UUID projectId, ApayTransaction said, NoticeSource source) {
    byte[] hash = hash(said.text());
    return deposits
        .lock(merchantId, projectId, said.orderId())
        .chain(
            deposit ->
                deposits
                    .note(deposit, hash, source, said.text())
                    .chain(
                        fresh ->
                            fresh
                                ? judge(deposit, said, source)
                                    .call(heard -> note(deposit, hash, heard))
                                : again(deposit, said, source)));
  }

  /** The answer that confirms a deposit may be one that was given before it was posted. */
  private Uni<Heard> again(ApayDeposit deposit, ApayTransaction said, NoticeSource source) {
    return confirms(deposit, said, source)
        ? credit(deposit)
        : Uni.createFrom().item(Heard.of(What.REPEAT));
  }

  private Uni<Void> note(ApayDeposit deposit, byte[] hash, Heard heard) {
    String why =
        switch (heard.what()) {
          case PARKED -> " " + deposit.parked().map(Parking::name).orElse("");
          case CONFLICT -> " " + deposit.conflict().map(Conflict::name).orElse("");
          default -> "";
        };
    return deposits.noteOutcome(deposit, hash, heard.what().label() + why);
  }

  private Uni<Heard> judge(ApayDeposit deposit, ApayTransaction said, NoticeSource source) {
    DepositStatus status = DepositStatus.of(said.status());
    if (deposit.status().isPaid()) {
      return judgePaid(deposit, said, status, source);
    }
    return switch (status) {
      case SUCCESS -> paid(deposit, said, source);
      case FAILED, REJECTED -> notPaid(deposit, said, status);
      case PENDING -> pending(deposit, said);
      default -> unknownStatus(deposit, said);
    };
  }

  /**
   * It was paid already, so that nothing is undone; but it may be confirmed or denied, or turn out
   * to be somebody's.
   */
  private Uni<Heard> judgePaid(
      ApayDeposit deposit, ApayTransaction said, DepositStatus status, NoticeSource source) {
    boolean unconfirmed =
        deposit.status() == DepositStatus.CONFIRMING && source == NoticeSource.DEPOSIT_INFO;
    if (unconfirmed && (status == DepositStatus.FAILED || status == DepositStatus.REJECTED)) {
      return notPaid(deposit, said, status);
    }
    Optional<Conflict> conflict = conflict(deposit, said, status);
    if (conflict.isPresent()) {
      deposit.conflict(conflict.get());
      return tell(deposit, EventType.APAY_DEPOSIT_CONFLICT, said, conflict.get().name())
          .replaceWith(Heard.of(What.CONFLICT));
    }
    if (confirms(deposit, said, source)) {
      return credit(deposit);
    }
    boolean nobodys =
        status == DepositStatus.SUCCESS
            && deposit.parked().filter(Parking.UNKNOWN_ORDER::equals).isPresent();
    return nobodys ? paid(deposit, said, source) : Uni.createFrom().item(Heard.of(What.KNOWN));
  }

  private static boolean confirms(ApayDeposit deposit, ApayTransaction said, NoticeSource source) {
    DepositStatus status = DepositStatus.of(said.status());
    return deposit.status() == DepositStatus.CONFIRMING
        && source == NoticeSource.DEPOSIT_INFO
        && status == DepositStatus.SUCCESS
        && conflict(deposit, said, status).isEmpty();
  }

  private static Optional<Conflict> conflict(
      ApayDeposit deposit, ApayTransaction said, DepositStatus status) {
    if (status == DepositStatus.FAILED || status == DepositStatus.REJECTED) {
      return Optional.of(Conflict.NOT_PAID_AFTER_ALL);
    }
    if (status != DepositStatus.SUCCESS) {
      return Optional.empty();
    }
    if (!deposit.currency().orElse("").equals(said.currency())) {
      return Optional.of(Conflict.OTHER_CURRENCY);
    }
    return deposit.amount().filter(amount -> amount.compareTo(said.amount()) == 0).isPresent()
        ? Optional.empty()
        : Optional.of(Conflict.OTHER_AMOUNT);
  }

  private Uni<Heard> pending(ApayDeposit deposit, ApayTransaction said) {
    if (deposit.status() == DepositStatus.PENDING) {
      deposit.say(said);
    }
    return match(deposit, said).replaceWith(Heard.of(What.PENDING));
  }

  private Uni<Heard> unknownStatus(ApayDeposit deposit, ApayTransaction said) {
    deposit.say(said);
    deposit.status(DepositStatus.UNKNOWN);
    deposit.park(Parking.UNKNOWN_STATUS);
    return match(deposit, said).replaceWith(Heard.of(What.PARKED));
  }

  private Uni<Heard> notPaid(ApayDeposit deposit, ApayTransaction said, DepositStatus status) {
    boolean known =
        deposit.status() == DepositStatus.FAILED || deposit.status() == DepositStatus.REJECTED;
    deposit.say(said);
    deposit.status(status);
    if (known && deposit.attemptId().isPresent()) {
      return Uni.createFrom().item(Heard.of(What.KNOWN));
    }
    return match(deposit, said)
        .chain(
            matching ->
                matching
                    .attempt()
                    .map(attempt -> lock(deposit, attempt).chain(this::end))
                    .orElseGet(() -> Uni.createFrom().item(Heard.of(What.NOT_PAID))));
  }

  /** The invoice is free for another attempt, of whomever, unless money came by another order. */
  private Uni<Heard> end(Order order) {
    return deposits
        .ofAttempt(order.attempt().id())
        .map(
            orders -> orders.stream().anyMatch(other -> other.status() == DepositStatus.CONFIRMING))
        .chain(
            confirming ->
                confirming || order.attempt().state() == AttemptState.PAID
                    ? Uni.createFrom().item(Heard.of(What.NOT_PAID))
                    : endAttempt(order));
  }

  private Uni<Heard> endAttempt(Order order) {
    ApayAttempt attempt = order.attempt();
    attempt.ended(
        order.deposit().status() == DepositStatus.FAILED
            ? AttemptState.FAILED
            : AttemptState.REJECTED);
    return reservations
        .release(order.invoice().id(), attempt.number())
        .chain(() -> told(order.deposit(), EventType.APAY_DEPOSIT_FAILED, Map.of()))
        .replaceWith(Heard.of(What.NOT_PAID));
  }

  private Uni<Heard> paid(ApayDeposit deposit, ApayTransaction said, NoticeSource source) {
    deposit.say(said);
    deposit.status(DepositStatus.SUCCESS);
    return match(deposit, said)
        .chain(
            matching ->
                matching
                    .attempt()
                    .map(
                        attempt ->
                            lock(deposit, attempt)
                                .chain(order -> paid(order, matching.obstacle(), source)))
                    .orElseGet(() -> park(deposit, matching.obstacle().orElseThrow())));
  }

  private Uni<Heard> paid(Order order, Optional<Parking> obstacle, NoticeSource source) {
    return obstacle.isPresent() ? park(order, obstacle.get()) : settle(order, source);
  }

  private Uni<Heard> settle(Order order, NoticeSource source) {
    ApayDeposit deposit = order.deposit();
    String currency = deposit.currency().orElseThrow();
    if (!Currencies.isKnown(currency)) {
      return park(order, Parking.UNKNOWN_CURRENCY);
    }
    Optional<MajorUnits.Reading> amount = reading(deposit);
    if (amount.isEmpty()) {
      return park(order, Parking.TOO_LARGE);
    }
    boolean ask =
        source == NoticeSource.POSTBACK && confirmations.asks(currency, amount.get().minorUnits());
    return ask ? confirmFirst(order) : credit(order);
  }

  private static Optional<MajorUnits.Reading> reading(ApayDeposit deposit) {
    return MajorUnits.read(deposit.amount().orElseThrow(), deposit.currency().orElseThrow());
  }

  /** Money came, so nobody asks any more and nobody else has to keep off. */
  private Uni<Heard> park(Order order, Parking why) {
    order.attempt().ended(AttemptState.PAID);
    return reservations
        .release(order.invoice().id(), order.attempt().number())
        .chain(() -> park(order.deposit(), why));
  }

  private Uni<Heard> park(ApayDeposit deposit, Parking why) {
    deposit.park(why);
    return told(deposit, EventType.APAY_DEPOSIT_PARKED, Map.of("reason", why.name()))
        .replaceWith(Heard.of(What.PARKED));
  }

  private Uni<Heard> confirmFirst(Order order) {
    order.deposit().status(DepositStatus.CONFIRMING);
    order.attempt().askFrom(clock.instant());
    return told(order.deposit(), EventType.APAY_DEPOSIT_CONFIRMING, Map.of())
        .replaceWith(Heard.of(What.CONFIRMING));
  }

  private Uni<Heard> credit(ApayDeposit deposit) {
    return attempts
        .findById(deposit.attemptId().orElseThrow())
        .chain(attempt -> lock(deposit, attempt))
        .chain(this::credit);
  }

  /** Takes the money of a matched order into the books of its invoice, by its rules. */
  private Uni<Heard> credit(Order order) {
    return incoming(order)
        .chain(payment -> credits.credit(payment, order.invoice()))
        .call(credited -> close(order, credited))
        .call(credited -> payers.tell(order.attempt(), credited))
        .map(Heard::credited);
  }

  private Uni<IncomingPayment> incoming(Order order) {
    ApayDeposit deposit = order.deposit();
    MajorUnits.Reading amount = reading(deposit).orElseThrow();
    Instant paidAt = deposit.activatedAt().or(deposit::orderedAt).orElseGet(clock::instant);
    return Panache.getSession()
        .chain(session -> session.find(ApayProject.class, deposit.projectId()))
        .map(
            project ->
                new IncomingPayment(
                    order.invoice().merchantId(),
                    order.invoice().botId(),
                    order.invoice().payload(),
                    deposit.currency().orElseThrow(),
                    amount.minorUnits(),
                    new Charge.ApayOrder(
                        project.id(),
                        deposit.orderId().orElseThrow(),
                        order.attempt().number(),
                        amount.exact(),
                        project.underpaymentTolerance()),
                    order.attempt().payerId(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    paidAt,
                    false,
                    false,
                    Optional.empty()));
  }

  /** What is held does not keep the invoice: its merchant may accept it or give it back. */
  private Uni<Void> close(Order order, Credited credited) {
    order.deposit().creditedBy(credited.payment().id());
    order.attempt().ended(AttemptState.PAID);
    return credited.payment().status() == PaymentStatus.COUNTED
        ? Uni.createFrom().voidItem()
        : reservations.release(order.invoice().id(), order.attempt().number());
  }

  /** Finds the attempt that the order is about. */
  private Uni<Matching> match(ApayDeposit deposit, ApayTransaction said) {
    return attempts
        .candidates(
            deposit.projectId(), said.orderId(), said.customTransactionId(), deposit.attemptId())
        .map(candidates -> Matching.of(said, candidates))
        .invoke(matching -> matching.attempt().ifPresent(deposit::belongsTo));
  }

  /** Locks the invoice, once; an attempt that was read before may have changed until then. */
  private Uni<Order> lock(ApayDeposit deposit, ApayAttempt attempt) {
    return reservations
        .lock(attempt.invoiceId())
        .chain(
            invoice ->
                attempts.readAgain(attempt).map(fresh -> new Order(deposit, fresh, invoice)));
  }

  /**
   * Notes the page that A-Pay made, and credits what came for its order before anybody knew whose
   * it was.
   */
  public Uni<Opened> opened(UUID attemptId, String orderId, String page) {
    return attempts
        .findById(attemptId)
        .chain(
            attempt ->
                deposits
                    .lock(attempt.merchantId(), attempt.projectId(), orderId)
                    .chain(deposit -> lock(deposit, attempt)))
        .invoke(order -> order.attempt().opened(orderId, page))
        .chain(order -> turnUp(order).map(heard -> new Opened(order.attempt(), heard)));
  }

  private Uni<Optional<Heard>> turnUp(Order order) {
    ApayDeposit deposit = order.deposit();
    boolean another =
        deposit.attemptId().filter(id -> !id.equals(order.attempt().id())).isPresent();
    if (another) {
      return park(deposit, Parking.CONTRADICTORY).map(Optional::of);
    }
    boolean waited = deposit.parked().filter(Parking.UNKNOWN_ORDER::equals).isPresent();
    deposit.belongsTo(order.attempt());
    if (waited) {
      deposit.status(DepositStatus.SUCCESS);
      return paid(order, contradiction(order), NoticeSource.POSTBACK).map(Optional::of);
    }
    boolean failed =
        deposit.status() == DepositStatus.FAILED || deposit.status() == DepositStatus.REJECTED;
    return failed ? end(order).map(Optional::of) : Uni.createFrom().item(Optional.empty());
  }

  /** What was said of the order before it was known whose it is. */
  private static Optional<Parking> contradiction(Order order) {
    ApayDeposit deposit = order.deposit();
    ApayAttempt attempt = order.attempt();
    if (deposit
        .customTransactionId()
        .filter(named -> !named.equals(attempt.customTransactionId()))
        .isPresent()) {
      return Optional.of(Parking.CONTRADICTORY);
    }
    return deposit
        .customUserId()
        .filter(named -> !named.equals(attempt.customUserId()))
        .map(other -> Parking.OTHER_PAYER);
  }

  /** Credits a matched deposit although something speaks against it, since its merchant says so. */
  Uni<Heard> creditAnyway(ApayDeposit deposit) {
    return credit(deposit);
  }

  /** Whether there is an amount that can be credited. */
  boolean isCreditable(ApayDeposit deposit) {
    return deposit.attemptId().isPresent()
        && deposit.status().isPaid()
        && deposit.currency().filter(Currencies::isKnown).isPresent()
        && reading(deposit).isPresent();
  }

  private Uni<Void> tell(
      ApayDeposit deposit, EventType type, ApayTransaction said, String conflict) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("conflict", conflict);
    data.put("status", said.status());
    data.put("amount", said.amount().toString());
    data.put("currency", said.currency());
    return told(deposit, type, data);
  }

  private Uni<Void> told(ApayDeposit deposit, EventType type, Map<String, ?> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("depositId", deposit.id());
    deposit.orderId().ifPresent(order -> data.put("orderId", order));
    data.put("depositStatus", deposit.status().name());
    deposit.paymentSystem().ifPresent(system -> data.put("paymentSystem", system));
    data.putAll(more);
    return timeline.add(deposit.merchantId(), deposit.invoiceId().orElse(null), type, data);
  }

  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}

package io.github.tillgram.apay.deposit;

import io.github.tillgram.apay.deposit.Heard.What;
import io.github.tillgram.event.EventType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

  private final DepositRepository deposits;
  private final AttemptRepository attempts;
  private final SettleOrders orders;

  Deposits(DepositRepository deposits, AttemptRepository attempts, SettleOrders orders) {
    this.deposits = deposits;
    this.attempts = attempts;
    this.orders = orders;
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
        ? orders.credit(deposit)
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
      return orders.credit(deposit);
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
                    .map(attempt -> orders.lock(deposit, attempt).chain(orders::end))
                    .orElseGet(() -> Uni.createFrom().item(Heard.of(What.NOT_PAID))));
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
                            orders
                                .lock(deposit, attempt)
                                .chain(order -> paid(order, matching.obstacle(), source)))
                    .orElseGet(() -> orders.park(deposit, matching.obstacle().orElseThrow())));
  }

  private Uni<Heard> paid(
      SettleOrders.Order order, Optional<Parking> obstacle, NoticeSource source) {
    return obstacle.isPresent() ? orders.park(order, obstacle.get()) : orders.settle(order, source);
  }

  /** Finds the attempt that the order is about. */
  private Uni<Matching> match(ApayDeposit deposit, ApayTransaction said) {
    return attempts
        .candidates(
            deposit.projectId(), said.orderId(), said.customTransactionId(), deposit.attemptId())
        .map(candidates -> Matching.of(said, candidates))
        .invoke(matching -> matching.attempt().ifPresent(deposit::belongsTo));
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
                    .chain(deposit -> orders.lock(deposit, attempt)))
        .invoke(order -> order.attempt().opened(orderId, page))
        .chain(order -> turnUp(order).map(heard -> new Opened(order.attempt(), heard)));
  }

  private Uni<Optional<Heard>> turnUp(SettleOrders.Order order) {
    ApayDeposit deposit = order.deposit();
    boolean another =
        deposit.attemptId().filter(id -> !id.equals(order.attempt().id())).isPresent();
    if (another) {
      return orders.park(deposit, Parking.CONTRADICTORY).map(Optional::of);
    }
    boolean waited = deposit.parked().filter(Parking.UNKNOWN_ORDER::equals).isPresent();
    deposit.belongsTo(order.attempt());
    if (waited) {
      deposit.status(DepositStatus.SUCCESS);
      return paid(order, contradiction(order), NoticeSource.POSTBACK).map(Optional::of);
    }
    boolean failed =
        deposit.status() == DepositStatus.FAILED || deposit.status() == DepositStatus.REJECTED;
    return failed ? orders.end(order).map(Optional::of) : Uni.createFrom().item(Optional.empty());
  }

  /** What was said of the order before it was known whose it is. */
  private static Optional<Parking> contradiction(SettleOrders.Order order) {
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
        .filter(named -> !attempt.mayBeOf(named))
        .map(other -> Parking.OTHER_PAYER);
  }

  private Uni<Void> tell(
      ApayDeposit deposit, EventType type, ApayTransaction said, String conflict) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("conflict", conflict);
    data.put("status", said.status());
    data.put("amount", said.amount().toString());
    data.put("currency", said.currency());
    return orders.told(deposit, type, data);
  }

  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}

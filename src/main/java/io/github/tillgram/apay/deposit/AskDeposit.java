package io.github.tillgram.apay.deposit;

import io.github.tillgram.apay.client.Apay;
import io.github.tillgram.apay.client.ApayAccess;
import io.github.tillgram.apay.client.ApayFailure;
import io.github.tillgram.apay.client.DepositInfo;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.security.Encryption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks A-Pay how an attempt went. What it says takes the same path as a postback; that it knows
 * nothing of an attempt whose page was never given out means that there is none.
 */
@ApplicationScoped
public class AskDeposit {

  /** How the asking went. */
  public enum Asked {
    ANSWERED,
    /** A-Pay does not know the order, or says so. */
    NOT_KNOWN,
    /** A-Pay could not be asked. */
    NOT_NOW
  }

  private record Question(ApayAttempt attempt, ApayAccess project, Optional<String> orderId) {}

  private final AttemptRepository attempts;
  private final Attempts lives;
  private final HearDeposits hearing;
  private final DepositRepository deposits;
  private final Apay apay;
  private final Encryption encryption;

  AskDeposit(
      AttemptRepository attempts,
      Attempts lives,
      HearDeposits hearing,
      DepositRepository deposits,
      Apay apay,
      Encryption encryption) {
    this.attempts = attempts;
    this.lives = lives;
    this.hearing = hearing;
    this.deposits = deposits;
    this.apay = apay;
    this.encryption = encryption;
  }

  /**
   * @param planned whether it is asked because it is time to
   */
  public Uni<Asked> about(UUID attemptId, boolean planned) {
    return Panache.withSession(() -> attempts.findById(attemptId).chain(this::question))
        .chain(question -> ask(question, planned));
  }

  /**
   * An order that waits for A-Pay's confirmation comes first; an attempt has rarely two. Otherwise
   * it is asked for by A-Pay's number and by ours in turn: A-Pay may give a deposit another number
   * than its page, and may not know ours.
   */
  private Uni<Question> question(ApayAttempt attempt) {
    return deposits
        .ofAttempt(attempt.id())
        .map(
            orders ->
                orders.stream()
                    .filter(order -> order.status() == DepositStatus.CONFIRMING)
                    .flatMap(order -> order.orderId().stream())
                    .findFirst()
                    .or(() -> attempt.orderId().filter(order -> attempt.asks() % 2 == 0)))
        .chain(
            orderId ->
                Panache.getSession()
                    .chain(session -> session.find(ApayProject.class, attempt.projectId()))
                    .map(
                        project ->
                            new Question(
                                attempt,
                                new ApayAccess(project.remoteId(), project.apiKey(encryption)),
                                orderId)));
  }

  private Uni<Asked> ask(Question question, boolean planned) {
    ApayAttempt attempt = question.attempt();
    Optional<String> ours =
        question.orderId().isPresent()
            ? Optional.empty()
            : Optional.of(attempt.customTransactionId());
    return apay.deposit(question.project(), question.orderId(), ours)
        .chain(info -> hear(attempt, info))
        .replaceWith(Asked.ANSWERED)
        .onFailure(ApayFailure.Refused.class)
        .recoverWithUni(failure -> notKnown(attempt).replaceWith(Asked.NOT_KNOWN))
        .onFailure(ApayFailure.class)
        .recoverWithItem(Asked.NOT_NOW)
        .call(asked -> note(attempt, asked, planned));
  }

  private Uni<Void> hear(ApayAttempt attempt, DepositInfo info) {
    ApayTransaction said =
        new ApayTransaction(
            info.text(),
            info.orderId(),
            info.status(),
            info.amount(),
            info.currency(),
            info.paymentSystem(),
            info.customTransactionId(),
            info.customUserId(),
            info.createdAt(),
            Optional.empty());
    return hearing
        .hear(attempt.merchantId(), attempt.projectId(), said, NoticeSource.DEPOSIT_INFO)
        .replaceWithVoid();
  }

  private Uni<Void> notKnown(ApayAttempt attempt) {
    return attempt.state() == AttemptState.CREATING
        ? Panache.withTransaction(
            () -> lives.notCreated(attempt.id(), "A-Pay knows nothing of the page"))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> note(ApayAttempt attempt, Asked asked, boolean planned) {
    boolean answered = asked != Asked.NOT_NOW;
    if (planned) {
      return Panache.withTransaction(() -> lives.asked(attempt.id(), answered))
          .invoke(gaveUp -> hearing.reportUnresolved(gaveUp))
          .replaceWithVoid();
    }
    return answered
        ? Panache.withTransaction(() -> lives.askedOutOfTurn(attempt.id()))
        : Uni.createFrom().voidItem();
  }
}

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
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks A-Pay how an attempt went, by A-Pay's own number of the order and by ours: A-Pay may give a
 * deposit another number than its page, and may not know ours. What it says takes the same path as
 * a postback. Only when both ways were asked is anything known of an attempt; that A-Pay knows
 * nothing of one whose page was never given out means that there is none.
 */
@ApplicationScoped
public class AskDeposit {

  /** How long a project has to wait for its next turn, and a little longer. */
  private static final Duration NEXT_TURN = Duration.ofMillis(1_100);

  private static final int MOST_TURNS_WAITED_FOR = 3;

  /** What A-Pay said, from least to most. */
  private enum Word {
    /** It could not be asked. */
    NONE,
    /** It knows no such order, or says so. */
    NOT_KNOWN,
    /** The order is open. */
    OPEN,
    /** It said how the order ended. */
    END
  }

  /**
   * @param order A-Pay's number, which is asked for first
   * @param byOurs whether ours is asked for at all
   */
  private record Question(
      ApayAttempt attempt, ApayAccess project, Optional<String> order, boolean byOurs) {}

  private final AttemptRepository attempts;
  private final Attempts lives;
  private final HearDeposits hearing;
  private final DepositRepository deposits;
  private final AskTurns turns;
  private final Apay apay;
  private final Encryption encryption;

  AskDeposit(
      AttemptRepository attempts,
      Attempts lives,
      HearDeposits hearing,
      DepositRepository deposits,
      AskTurns turns,
      Apay apay,
      Encryption encryption) {
    this.attempts = attempts;
    this.lives = lives;
    this.hearing = hearing;
    this.deposits = deposits;
    this.turns = turns;
    this.apay = apay;
    this.encryption = encryption;
  }

  /** Asks because it is time to, in a turn that was taken. */
  Uni<Void> asPlanned(UUID attemptId) {
    return question(attemptId)
        .chain(
            question ->
                ask(question)
                    .chain(
                        word ->
                            Panache.withTransaction(
                                () -> lives.asked(attemptId, word != Word.NONE))))
        .invoke(hearing::reportUnresolved)
        .replaceWithVoid();
  }

  /**
   * Asks because a payer waits, in a turn that was taken.
   *
   * @return whether A-Pay has answered
   */
  public Uni<Boolean> forPayer(UUID attemptId) {
    return question(attemptId)
        .chain(this::ask)
        .map(word -> word != Word.NONE)
        .call(
            answered ->
                answered
                    ? Panache.withTransaction(() -> lives.askedOutOfTurn(attemptId))
                    : Uni.createFrom().voidItem());
  }

  private Uni<Question> question(UUID attemptId) {
    return Panache.withSession(() -> attempts.findById(attemptId).chain(this::question));
  }

  /** An order that waits for A-Pay's confirmation is asked for alone. */
  private Uni<Question> question(ApayAttempt attempt) {
    return deposits
        .ofAttempt(attempt.id())
        .map(
            orders ->
                orders.stream()
                    .filter(order -> order.status() == DepositStatus.CONFIRMING)
                    .flatMap(order -> order.orderId().stream())
                    .findFirst())
        .chain(
            confirming ->
                Panache.getSession()
                    .chain(session -> session.find(ApayProject.class, attempt.projectId()))
                    .map(
                        project ->
                            new Question(
                                attempt,
                                new ApayAccess(project.remoteId(), project.apiKey(encryption)),
                                confirming.or(attempt::orderId),
                                confirming.isEmpty())));
  }

  private Uni<Word> ask(Question question) {
    if (question.order().isEmpty()) {
      return askByOurs(question).call(word -> notCreatedIf(question.attempt(), word));
    }
    return ask(question, question.order(), Optional.empty())
        .chain(
            word ->
                word == Word.END || word == Word.NONE || !question.byOurs()
                    ? Uni.createFrom().item(word)
                    : askByOursToo(question, word));
  }

  private Uni<Word> askByOurs(Question question) {
    return ask(question, Optional.empty(), Optional.of(question.attempt().customTransactionId()));
  }

  private Uni<Word> askByOursToo(Question question, Word first) {
    return nextTurn(question.attempt().projectId(), MOST_TURNS_WAITED_FOR)
        .chain(taken -> taken ? askByOurs(question) : Uni.createFrom().item(Word.NONE))
        .map(second -> second == Word.NONE || second.compareTo(first) > 0 ? second : first);
  }

  private Uni<Boolean> nextTurn(UUID projectId, int most) {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(NEXT_TURN)
        .chain(() -> turns.take(projectId))
        .chain(
            taken ->
                taken || most == 1 ? Uni.createFrom().item(taken) : nextTurn(projectId, most - 1));
  }

  private Uni<Word> ask(Question question, Optional<String> order, Optional<String> ours) {
    return apay.deposit(question.project(), order, ours)
        .chain(info -> hear(question.attempt(), info))
        .onFailure(ApayFailure.Refused.class)
        .recoverWithItem(Word.NOT_KNOWN)
        .onFailure(ApayFailure.class)
        .recoverWithItem(Word.NONE);
  }

  private Uni<Word> hear(ApayAttempt attempt, DepositInfo info) {
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
        .replaceWith(
            DepositStatus.of(info.status()) == DepositStatus.PENDING ? Word.OPEN : Word.END);
  }

  private Uni<Void> notCreatedIf(ApayAttempt attempt, Word word) {
    return word == Word.NOT_KNOWN
        ? Panache.withTransaction(
            () -> lives.notCreated(attempt.id(), "A-Pay knows nothing of the page"))
        : Uni.createFrom().voidItem();
  }
}

package io.github.tillgram.apay.deposit;

import io.github.tillgram.apay.client.Apay;
import io.github.tillgram.apay.client.ApayAccess;
import io.github.tillgram.apay.client.ApayFailure;
import io.github.tillgram.apay.client.LostTransaction;
import io.github.tillgram.apay.client.ProofFile;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.security.Encryption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Has A-Pay's people look for a payment that never arrived, and follows how far they are, every
 * hour for a fortnight. What they find they tell as of any other order.
 */
@ApplicationScoped
public class LostDeposits {

  /** How a request ends. */
  public sealed interface Outcome {
    record Sought(ApayDeposit deposit) implements Outcome {}

    record NotFound() implements Outcome {}

    record Refused(String reason) implements Outcome {}

    /** A-Pay refused; the message is A-Pay's. */
    record RefusedByApay(String message) implements Outcome {}

    /** A-Pay did not answer. */
    record Unavailable(String message) implements Outcome {}
  }

  private static final Duration EVERY = Duration.ofHours(1);
  private static final String DONE = "Done";
  private static final Set<String> ENDS = Set.of(DONE, "Rejected", "Canceled");

  private record Case(ApayDeposit deposit, ApayAccess project) {}

  private final DepositRepository deposits;
  private final AttemptRepository attempts;
  private final Timeline timeline;
  private final Apay apay;
  private final Encryption encryption;
  private final Clock clock;

  LostDeposits(
      DepositRepository deposits,
      AttemptRepository attempts,
      Timeline timeline,
      Apay apay,
      Encryption encryption,
      Clock clock) {
    this.deposits = deposits;
    this.attempts = attempts;
    this.timeline = timeline;
    this.apay = apay;
    this.encryption = encryption;
    this.clock = clock;
  }

  /**
   * @param description what A-Pay's people should know, or empty
   * @param proof passed on and not kept
   */
  public Uni<Outcome> seek(UUID merchantId, UUID id, String description, List<ProofFile> proof) {
    return Panache.withSession(() -> deposits.findOwn(merchantId, id).chain(this::load))
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(new Outcome.NotFound())
                    : seek(found.get(), description, proof));
  }

  private Uni<Optional<Case>> load(Optional<ApayDeposit> found) {
    return found.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : load(found.get()).map(Optional::of);
  }

  private Uni<Case> load(ApayDeposit deposit) {
    return Panache.getSession()
        .chain(session -> session.find(ApayProject.class, deposit.projectId()))
        .map(
            project ->
                new Case(deposit, new ApayAccess(project.remoteId(), project.apiKey(encryption))));
  }

  private Uni<Outcome> seek(Case found, String description, List<ProofFile> proof) {
    ApayDeposit deposit = found.deposit();
    if (deposit.orderId().isEmpty()) {
      return refused("A-Pay knows no order of this deposit.");
    }
    if (deposit.status().isPaid()) {
      return refused("The deposit is " + deposit.status() + "; nothing is lost.");
    }
    return apay.createLostTransaction(found.project(), deposit.orderId().get(), description, proof)
        .chain(answer -> note(deposit, answer, true))
        .<Outcome>map(Outcome.Sought::new)
        .onFailure(ApayFailure.Refused.class)
        .recoverWithItem(failure -> new Outcome.RefusedByApay(failure.getMessage()))
        .onFailure(ApayFailure.class)
        .recoverWithItem(failure -> new Outcome.Unavailable(failure.getMessage()));
  }

  private static Uni<Outcome> refused(String reason) {
    return Uni.createFrom().item(new Outcome.Refused(reason));
  }

  /** Asks how far A-Pay's people are. */
  Uni<Void> follow(UUID id) {
    return Panache.withSession(() -> deposits.findById(id).chain(this::load))
        .chain(
            found ->
                apay.lostTransaction(found.project(), found.deposit().orderId().orElseThrow())
                    .chain(answer -> note(found.deposit(), answer, false)))
        .replaceWithVoid();
  }

  /**
   * @param asked whether somebody asked for it right now; else only news is told
   */
  private Uni<ApayDeposit> note(ApayDeposit stale, LostTransaction answer, boolean asked) {
    return Panache.withTransaction(
        () ->
            deposits
                .lockOwn(stale.merchantId(), stale.id())
                .map(Optional::orElseThrow)
                .call(deposit -> note(deposit, answer, asked, clock.instant())));
  }

  private Uni<Void> note(ApayDeposit deposit, LostTransaction answer, boolean asked, Instant now) {
    boolean over = ENDS.contains(answer.status());
    boolean news = asked || !answer.status().equals(deposit.lostStatus().orElse(""));
    deposit.lost(
        answer.status(),
        answer.description(),
        now,
        over ? Optional.empty() : Optional.of(now.plus(EVERY)));
    return (news ? tell(deposit, answer) : Uni.createFrom().voidItem())
        .chain(
            () ->
                answer.status().equals(DONE) && deposit.attemptId().isPresent()
                    ? askAtOnce(deposit, now)
                    : Uni.createFrom().voidItem());
  }

  /** They say that they have found it; what exactly, A-Pay says when it is asked. */
  private Uni<Void> askAtOnce(ApayDeposit deposit, Instant now) {
    return attempts
        .findById(deposit.attemptId().orElseThrow())
        .invoke(attempt -> attempt.askFrom(now))
        .replaceWithVoid();
  }

  private Uni<Void> tell(ApayDeposit deposit, LostTransaction answer) {
    return timeline.add(
        deposit.merchantId(),
        deposit.invoiceId().orElse(null),
        EventType.APAY_DEPOSIT_SOUGHT,
        Map.of(
            "depositId", deposit.id(),
            "orderId", deposit.orderId().orElse(""),
            "lostStatus", answer.status()));
  }
}

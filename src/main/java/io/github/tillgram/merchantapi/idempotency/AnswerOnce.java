package io.github.tillgram.merchantapi.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.merchantapi.idempotency.IdempotencyKeys.Known;
import io.github.tillgram.merchantapi.idempotency.IdempotencyMeters.Outcome;
import io.github.tillgram.problem.Problem;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does what a key stands for once. Who comes while the first is at it waits a while for its answer,
 * without a connection of the database; who comes later gets it at once; and where an attempt
 * failed for a reason of ours, or its process is gone, the next one takes it over.
 */
@ApplicationScoped
class AnswerOnce {

  static final String REPLAYED = "Idempotency-Replayed";

  private static final Logger LOG = Logger.getLogger(AnswerOnce.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int LOOKS = 20;
  private static final Duration COME_BACK = Duration.ofSeconds(1);

  /** What the caller is refused for, not what he asked for. */
  private static final Set<Integer> NEVER_KEPT = Set.of(401, 403, 429);

  /** Another attempt has taken over meanwhile, so this one must leave nothing. */
  private static final class ClaimLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ClaimLost() {
      super("another attempt has taken over", null, false, false);
    }
  }

  /** What is to be done once a claim is won. */
  private record Work(
      KeyedRequest request, Function<Claim, Uni<KeptAnswer>> doing, Executor here) {}

  private final IdempotencyKeys keys;
  private final IdempotencyMeters meters;
  private final Effect effect;
  private final ObjectMapper json;
  private final Vertx vertx;

  AnswerOnce(
      IdempotencyKeys keys,
      IdempotencyMeters meters,
      Effect effect,
      ObjectMapper json,
      Vertx vertx) {
    this.keys = keys;
    this.meters = meters;
    this.effect = effect;
    this.json = json;
    this.vertx = vertx;
  }

  /** The effect and its answer are committed together, or neither is. */
  Uni<Response> inTransaction(KeyedRequest request, Supplier<Uni<?>> effects) {
    return answer(
        request,
        claim ->
            Panache.withTransaction(
                () ->
                    effects
                        .get()
                        .map(result -> KeptAnswer.of(result, json))
                        .call(answer -> keys.keepWithEffect(claim, answer).invoke(this::fence))));
  }

  /** The effect is committed bit by bit, and the answer at its end. */
  Uni<Response> outside(KeyedRequest request, Supplier<Uni<?>> effects) {
    return answer(
        request,
        claim ->
            Uni.createFrom()
                .deferred(() -> effects.get().map(result -> KeptAnswer.of(result, json)))
                .call(answer -> keys.keep(claim, answer).invoke(this::fence)));
  }

  private Uni<Response> answer(KeyedRequest request, Function<Claim, Uni<KeptAnswer>> doing) {
    return begin(new Work(request, doing, SessionContexts.ofCaller(vertx)), LOOKS)
        .onFailure(ClaimLost.class)
        .transform(lost -> underWay());
  }

  private Uni<Response> begin(Work work, int looks) {
    return keys.claim(work.request())
        .chain(claim -> claim.isPresent() ? run(work, claim.get()) : look(work, looks));
  }

  private Uni<Response> look(Work work, int looks) {
    return keys.look(work.request())
        .chain(
            known -> known.isEmpty() ? begin(work, looks - 1) : decide(work, known.get(), looks));
  }

  private Uni<Response> decide(Work work, Known known, int looks) {
    if (!known.digest().equals(work.request().digest())) {
      meters.count(Outcome.OTHER_BODY);
      return fail(
          KeyHeader.wrong(
              "was used with another body, or by somebody else; take a new key for a new request"));
    }
    if (known.answer().isPresent()) {
      meters.count(Outcome.REPLAYED);
      return respond(response(known.answer().get()).header(REPLAYED, true));
    }
    if (known.lapsed()) {
      return keys.takeOver(known.claim(), work.request())
          .chain(claim -> claim.isPresent() ? run(work, claim.get()) : wait(work, looks));
    }
    return wait(work, looks);
  }

  private Uni<Response> wait(Work work, int looks) {
    return looks <= 0
        ? fail(underWay())
        : Uni.createFrom()
            .voidItem()
            .onItem()
            .delayIt()
            .by(BETWEEN_LOOKS)
            .emitOn(work.here())
            .chain(() -> look(work, looks - 1));
  }

  private Uni<Response> run(Work work, Claim claim) {
    effect.isOf(claim);
    return work.doing()
        .apply(claim)
        .onFailure(AnswerOnce::isFinal)
        .recoverWithUni(refused -> keepRefusal(claim, (ProblemException) refused))
        .onFailure()
        .call(() -> release(claim))
        .invoke(() -> meters.count(Outcome.ANSWERED))
        .map(answer -> response(answer).build());
  }

  private Uni<KeptAnswer> keepRefusal(Claim claim, ProblemException refused) {
    KeptAnswer answer = KeptAnswer.of(refused.problem(), json);
    return keys.keep(claim, answer).invoke(this::fence).replaceWith(answer);
  }

  private Uni<Void> release(Claim claim) {
    meters.count(Outcome.NOT_KEPT);
    return keys.release(claim)
        .onFailure()
        .invoke(failure -> LOG.warnf("A claim lasts until its lease ends: %s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private static boolean isFinal(Throwable failure) {
    if (!(failure instanceof ProblemException)) {
      return false;
    }
    Problem problem = ((ProblemException) failure).problem();
    return problem.status() < 500 && !NEVER_KEPT.contains(problem.status());
  }

  private void fence(boolean kept) {
    if (!kept) {
      throw new ClaimLost();
    }
  }

  private ProblemException underWay() {
    meters.count(Outcome.UNDER_WAY);
    return new ProblemException(
            ProblemType.REQUEST_UNDER_WAY,
            "The first request with this Idempotency-Key has not been answered yet; repeat it.")
        .retryAfter(COME_BACK);
  }

  private static Response.ResponseBuilder response(KeptAnswer answer) {
    Response.ResponseBuilder response = Response.status(answer.status());
    answer.contentType().ifPresent(response::type);
    answer.location().map(URI::create).ifPresent(response::location);
    answer.body().ifPresent(response::entity);
    return response;
  }

  private static Uni<Response> respond(Response.ResponseBuilder response) {
    return Uni.createFrom().item(response.build());
  }

  private static Uni<Response> fail(ProblemException problem) {
    return Uni.createFrom().failure(problem);
  }
}

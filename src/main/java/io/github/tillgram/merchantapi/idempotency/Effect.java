package io.github.tillgram.merchantapi.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tillgram.database.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What a request does, as far as it must not be done twice. */
@RequestScoped
public class Effect {

  private final IdempotencyKeys keys;
  private final ObjectMapper json;

  private Claim claim;
  private KeptAnswer kept;

  Effect(IdempotencyKeys keys, ObjectMapper json) {
    this.keys = keys;
    this.json = json;
  }

  /**
   * The id of what the request creates. A request that is repeated after a crash has that of the
   * first attempt, and so finds what was left.
   */
  public UUID id() {
    return claim == null ? Ids.next() : claim.id();
  }

  /**
   * For a method that asks others first and creates at its end what it cannot find again: that step
   * and the answer it makes are committed together.
   */
  public <T> Uni<T> lastStep(Supplier<Uni<T>> step) {
    return claim == null ? step.get() : Panache.withTransaction(() -> step.get().call(this::keep));
  }

  private Uni<Void> keep(Object result) {
    KeptAnswer answer = KeptAnswer.of(result, json);
    return keys.keepWithEffect(claim, answer)
        .invoke(ClaimLost::unless)
        .invoke(() -> kept = answer)
        .replaceWithVoid();
  }

  void isOf(Claim won) {
    claim = won;
  }

  /** The answer that was committed with the last step. */
  Optional<KeptAnswer> kept() {
    return Optional.ofNullable(kept);
  }
}

package io.github.tillgram.merchantapi.idempotency;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Clears old keys away, in portions, so that no transaction is long. */
@ApplicationScoped
class ForgetKeys {

  private static final int PORTION = 5000;

  private final IdempotencyKeys keys;

  ForgetKeys(IdempotencyKeys keys) {
    this.keys = keys;
  }

  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Housekeeping.round("old idempotency keys go", this::portions);
  }

  private Uni<Integer> portions() {
    return keys.forget(PORTION)
        .chain(gone -> gone < PORTION ? Uni.createFrom().item(gone) : portions());
  }
}

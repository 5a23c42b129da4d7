package io.github.tillgram.merchant;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Notes when keys were used last, to the half minute and off the path of requests: one statement
 * for all keys of a while. What another replica has just noted, or is noting, is not noted again.
 */
@ApplicationScoped
class LastUses {

  private static final String KEEP =
      """
      UPDATE api_key SET last_used_at = now() WHERE id IN (
        SELECT id FROM api_key
        WHERE id = ANY ($1) AND (last_used_at IS NULL OR last_used_at < now() - interval '25 seconds')
        FOR NO KEY UPDATE SKIP LOCKED)
      """;

  private final Pool pool;
  private final Set<UUID> used = ConcurrentHashMap.newKeySet();

  LastUses(Pool pool) {
    this.pool = pool;
  }

  void note(UUID keyId) {
    used.add(keyId);
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> keep() {
    UUID[] keys = takeAll();
    if (keys.length == 0) {
      return Uni.createFrom().voidItem();
    }
    return Housekeeping.round(
        "last uses of keys are kept",
        () ->
            pool.preparedQuery(KEEP)
                .execute(Tuple.tuple().addArrayOfUUID(keys))
                .onFailure()
                .invoke(failure -> Stream.of(keys).forEach(this::note)));
  }

  private UUID[] takeAll() {
    Stream.Builder<UUID> taken = Stream.builder();
    for (Iterator<UUID> all = used.iterator(); all.hasNext(); ) {
      taken.add(all.next());
      all.remove();
    }
    return taken.build().toArray(UUID[]::new);
  }
}

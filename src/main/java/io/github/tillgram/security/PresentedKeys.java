package io.github.tillgram.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tillgram.database.PacedLookup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * Says whose key it is. A wrong key costs the database little: one that cannot be a key is not
 * looked up, one that was wrong is remembered (nobody can present a key before we made it), and
 * callers who failed too often share one query at a time.
 */
@ApplicationScoped
class PresentedKeys {

  private static final long MOST_WRONG_ONES = 10_000;

  private final ApiKeyLookup lookup;
  private final PacedLookup<ByteBuffer, UUID> slowLane;
  private final Cache<ByteBuffer, Boolean> wrong;

  PresentedKeys(Vertx vertx, ApiKeyLookup lookup, DoorConfig config) {
    this.lookup = lookup;
    this.slowLane = new PacedLookup<>(vertx, lookup::merchantsOf);
    this.wrong =
        Caffeine.newBuilder()
            .maximumSize(MOST_WRONG_ONES)
            .expireAfterWrite(config.authentication().window())
            .build();
  }

  /**
   * The merchant whose key this is.
   *
   * @param suspect whether the caller has failed too often; a right key is found all the same
   */
  Uni<Optional<UUID>> merchantOf(String key, boolean suspect) {
    if (!ApiKeys.isKey(key)) {
      return Uni.createFrom().item(Optional.empty());
    }
    ByteBuffer digest = ByteBuffer.wrap(ApiKeys.digest(key));
    if (wrong.getIfPresent(digest) != null) {
      return Uni.createFrom().item(Optional.empty());
    }
    Uni<Optional<UUID>> merchant =
        suspect ? slowLane.find(digest) : lookup.merchantOf(digest.array());
    return merchant.invoke(found -> remember(digest, found));
  }

  private void remember(ByteBuffer digest, Optional<UUID> found) {
    if (found.isEmpty()) {
      wrong.put(digest, true);
    }
  }
}

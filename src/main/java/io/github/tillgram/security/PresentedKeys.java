package io.github.tillgram.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tillgram.database.PacedLookup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Says which key it is, as the database has it now: a key that was revoked is refused at once. A
 * wrong key costs the database little: one that cannot be a key is not looked up, one that was
 * wrong is remembered (nobody can present a key before we made it, and one that has ended stays
 * so), and callers who failed too often share one query at a time.
 */
@ApplicationScoped
class PresentedKeys {

  private static final long MOST_WRONG_ONES = 10_000;

  private final ApiKeyLookup lookup;
  private final PacedLookup<ByteBuffer, MerchantKey> slowLane;
  private final Cache<ByteBuffer, Boolean> wrong;

  PresentedKeys(Vertx vertx, ApiKeyLookup lookup, DoorConfig config) {
    this.lookup = lookup;
    this.slowLane = new PacedLookup<>(vertx, lookup::liveKeys);
    this.wrong =
        Caffeine.newBuilder()
            .maximumSize(MOST_WRONG_ONES)
            .expireAfterWrite(config.authentication().window())
            .build();
  }

  /**
   * The live key that this is.
   *
   * @param suspect whether the caller has failed too often; a right key is found all the same
   */
  Uni<Optional<MerchantKey>> find(String key, boolean suspect) {
    if (!ApiKeys.isKey(key)) {
      return Uni.createFrom().item(Optional.empty());
    }
    ByteBuffer digest = ByteBuffer.wrap(ApiKeys.digest(key));
    if (wrong.getIfPresent(digest) != null) {
      return Uni.createFrom().item(Optional.empty());
    }
    Uni<Optional<MerchantKey>> live =
        suspect ? slowLane.find(digest) : lookup.liveKey(digest.array());
    return live.invoke(found -> remember(digest, found));
  }

  private void remember(ByteBuffer digest, Optional<MerchantKey> found) {
    if (found.isEmpty()) {
      wrong.put(digest, true);
    }
  }
}

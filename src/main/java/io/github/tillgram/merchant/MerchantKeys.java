package io.github.tillgram.merchant;

import io.github.tillgram.database.Ids;
import io.github.tillgram.security.ApiKeys;
import io.github.tillgram.security.MerchantKey;
import io.github.tillgram.security.Scope;
import io.github.tillgram.security.Secret;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The keys of a merchant. Who makes or ends one holds the merchant, so that two who each end the
 * last key but one do not end both, and that a key which is being revoked makes no other.
 */
@ApplicationScoped
public class MerchantKeys {

  /** A key's name is for people: 1 to 100 characters. */
  public static final int LONGEST_NAME = 100;

  /** So many keys of one merchant may be live at a time. */
  public static final int MOST_LIVE = 100;

  private final MerchantRepository merchants;
  private final ApiKeyRepository keys;
  private final KeyEvents events;
  private final Clock clock;

  MerchantKeys(MerchantRepository merchants, ApiKeyRepository keys, KeyEvents events, Clock clock) {
    this.merchants = merchants;
    this.keys = keys;
    this.events = events;
    this.clock = clock;
  }

  /** What came of a wish. */
  public sealed interface Outcome {

    /**
     * @param secret shown once; only its digest is kept
     */
    record Made(ApiKey key, Secret secret) implements Outcome {}

    record Revoked() implements Outcome {}

    /** There is no such key, or no such merchant. */
    record NotFound() implements Outcome {}

    /** The key that asks has ended meanwhile. */
    record NoLongerAllowed() implements Outcome {}

    /** The key that asks may less, or ends sooner. */
    record BeyondOwn(Set<Scope> lacking) implements Outcome {}

    /** As many are live as may be. */
    record TooMany() implements Outcome {}

    /** Nobody would be left to make keys. */
    record NobodyLeft() implements Outcome {}

    /** It was revoked or has expired. */
    record Ended() implements Outcome {}

    /** It was rotated before. */
    record Replaced(UUID by) implements Outcome {}
  }

  /**
   * Makes a key on behalf of another, which gives nothing that it lacks.
   *
   * @param asked checked against the key that asks
   */
  @WithTransaction
  public Uni<Outcome> make(MerchantKey asking, NewKey asked) {
    return holding(
        asking.merchantId(),
        live -> {
          if (!isAmong(live, asking.id())) {
            return outcome(new Outcome.NoLongerAllowed());
          }
          if (exceeds(asking, asked)) {
            return outcome(new Outcome.BeyondOwn(asking.lacking(asked.scopes())));
          }
          return create(asking.merchantId(), asked, live);
        });
  }

  /** Makes a key on behalf of the operator. */
  @WithTransaction
  public Uni<Outcome> make(UUID merchantId, NewKey asked) {
    return holding(merchantId, live -> create(merchantId, asked, live));
  }

  /**
   * Makes a key that may what another may, which counts on for a while.
   *
   * @param overlap zero ends the other one at once
   */
  @WithTransaction
  public Uni<Outcome> rotate(MerchantKey asking, UUID id, Duration overlap) {
    return holding(
        asking.merchantId(),
        live ->
            isAmong(live, asking.id())
                ? keys.findOwn(asking.merchantId(), id)
                    .chain(
                        found ->
                            found
                                .map(key -> rotate(asking, key, overlap, live))
                                .orElseGet(() -> outcome(new Outcome.NotFound())))
                : outcome(new Outcome.NoLongerAllowed()));
  }

  /** Ends a key at once. */
  @WithTransaction
  public Uni<Outcome> revoke(UUID merchantId, UUID id) {
    return holding(
        merchantId,
        live ->
            keys.findOwn(merchantId, id)
                .chain(
                    found ->
                        found
                            .map(key -> revoke(key, live))
                            .orElseGet(() -> outcome(new Outcome.NotFound()))));
  }

  @WithSession
  public Uni<Optional<ApiKey>> find(UUID merchantId, UUID id) {
    return keys.findOwn(merchantId, id);
  }

  /** Newest first; those that have ended, too. */
  @WithSession
  public Uni<List<ApiKey>> list(UUID merchantId, Optional<UUID> before, int limit) {
    return keys.listOwn(merchantId, before, limit);
  }

  private Uni<Outcome> holding(UUID merchantId, Function<List<ApiKey>, Uni<Outcome>> work) {
    return merchants
        .hold(merchantId)
        .chain(
            found ->
                found
                    ? keys.listLive(merchantId).chain(work::apply)
                    : outcome(new Outcome.NotFound()));
  }

  private Uni<Outcome> rotate(MerchantKey asking, ApiKey key, Duration overlap, List<ApiKey> live) {
    if (key.replacedBy().isPresent()) {
      return outcome(new Outcome.Replaced(key.replacedBy().get()));
    }
    if (!isAmong(live, key.id())) {
      return outcome(new Outcome.Ended());
    }
    NewKey asked = key.again();
    if (exceeds(asking, asked)) {
      return outcome(new Outcome.BeyondOwn(asking.lacking(asked.scopes())));
    }
    List<ApiKey> others = live.stream().filter(other -> !other.id().equals(key.id())).toList();
    return persist(asking.merchantId(), asked, overlap.isZero() ? others : live)
        .call(
            outcome ->
                outcome instanceof Outcome.Made
                    ? end(key, ((Outcome.Made) outcome).key(), overlap)
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> end(ApiKey key, ApiKey successor, Duration overlap) {
    Instant now = clock.instant();
    key.replaceBy(successor.id(), now.plus(overlap));
    if (overlap.isZero()) {
      key.revoke(now);
    }
    return events.rotated(key, successor, now.plus(overlap));
  }

  private Uni<Outcome> revoke(ApiKey key, List<ApiKey> live) {
    if (key.revokedAt().isPresent()) {
      return outcome(new Outcome.Revoked());
    }
    if (key.manages()
        && isAmong(live, key.id())
        && live.stream().noneMatch(other -> other.manages() && !other.id().equals(key.id()))) {
      return outcome(new Outcome.NobodyLeft());
    }
    key.revoke(clock.instant());
    return events.revoked(key).replaceWith(new Outcome.Revoked());
  }

  private Uni<Outcome> create(UUID merchantId, NewKey asked, List<ApiKey> live) {
    return persist(merchantId, asked, live)
        .call(
            outcome ->
                outcome instanceof Outcome.Made
                    ? events.created(((Outcome.Made) outcome).key())
                    : Uni.createFrom().voidItem());
  }

  private Uni<Outcome> persist(UUID merchantId, NewKey asked, List<ApiKey> live) {
    if (live.size() >= MOST_LIVE) {
      return outcome(new Outcome.TooMany());
    }
    Secret secret = ApiKeys.generate(asked.scopes());
    ApiKey key = new ApiKey(Ids.next(), merchantId, secret, asked, clock.instant());
    return keys.persist(key).replaceWith(new Outcome.Made(key, secret));
  }

  private static boolean exceeds(MerchantKey asking, NewKey asked) {
    return !asking.lacking(asked.scopes()).isEmpty() || asking.isOutlivedBy(asked.expiresAt());
  }

  private static boolean isAmong(List<ApiKey> live, UUID id) {
    return live.stream().anyMatch(key -> key.id().equals(id));
  }

  private static Uni<Outcome> outcome(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}

package io.github.tillgram.security;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A live key of a merchant.
 *
 * @param expiresAt empty for one that lives until it is revoked
 */
public record MerchantKey(
    UUID id, UUID merchantId, Set<Scope> scopes, Optional<Instant> expiresAt) {

  /** Under this name the key goes along with the identity of whoever presented it. */
  public static final String ATTRIBUTE = "tillgram.key";

  public MerchantKey {
    scopes = Set.copyOf(scopes);
  }

  /** Which of these scopes the key does not have, in their order. */
  public Set<Scope> lacking(Set<Scope> wanted) {
    Set<Scope> lacking = EnumSet.noneOf(Scope.class);
    lacking.addAll(wanted);
    lacking.removeAll(scopes);
    return lacking;
  }

  /** Whether another key that ends then, or never, would be there when this one has ended. */
  public boolean isOutlivedBy(Optional<Instant> otherEnd) {
    return expiresAt
        .map(end -> otherEnd.map(other -> other.isAfter(end)).orElse(true))
        .orElse(false);
  }
}

package io.github.tillgram.merchant;

import io.github.tillgram.security.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a key is to be.
 *
 * @param name for people, 1 to 100 characters
 * @param scopes at least one
 */
public record NewKey(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {

  private static final String FIRST = "First key";

  public NewKey {
    scopes = Set.copyOf(scopes);
  }

  /** With which a merchant makes all others. */
  static NewKey first() {
    return new NewKey(FIRST, Scope.all(), Optional.empty());
  }
}

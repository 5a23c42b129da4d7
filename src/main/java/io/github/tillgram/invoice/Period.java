package io.github.tillgram.invoice;

import java.time.Instant;
import java.util.Optional;

/**
 * @param from inclusive
 * @param to exclusive
 */
public record Period(Optional<Instant> from, Optional<Instant> to) {

  public boolean isLimited() {
    return from.isPresent() || to.isPresent();
  }
}

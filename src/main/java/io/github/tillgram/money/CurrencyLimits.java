package io.github.tillgram.money;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The smallest and largest total Telegram takes per currency.
 *
 * <p>Telegram recalculates them from exchange rates, so they are only believed for a while after
 * they were read; afterwards, and before the first reading, nothing is refused on their account and
 * Telegram has the last word ({@code CURRENCY_TOTAL_AMOUNT_INVALID}).
 */
@ApplicationScoped
public class CurrencyLimits {

  /** Two missed daily readings; rates of the day before yesterday are no reason to refuse. */
  static final Duration FRESH = Duration.ofHours(48);

  /**
   * @param min smallest total in the currency's smallest unit
   * @param max largest total in the currency's smallest unit
   */
  public record Limits(long min, long max) {}

  private record Reading(Map<String, Limits> limits, Instant at) {}

  private final Clock clock;
  private volatile Reading reading = new Reading(Map.of(), Instant.EPOCH);

  public CurrencyLimits(Clock clock) {
    this.clock = clock;
  }

  /** Takes what was just read from Telegram. */
  public void replace(Map<String, Limits> limits) {
    reading = new Reading(Map.copyOf(limits), clock.instant());
  }

  /** The limits of a currency, if they were read lately. */
  public Optional<Limits> of(String currency) {
    Reading current = reading;
    boolean fresh = current.at().plus(FRESH).isAfter(clock.instant());
    return fresh ? Optional.ofNullable(current.limits().get(currency)) : Optional.empty();
  }
}

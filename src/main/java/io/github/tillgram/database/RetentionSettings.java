package io.github.tillgram.database;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is forgotten too soon is missed: by a payment that arrives late, or by a person. */
@RegisterForReflection
public final class RetentionSettings implements SettingsRule<RetentionConfig> {

  /** Telegram delivers an update for so long. */
  private static final Duration DAY = Duration.ofDays(1);

  /** The outbox has given up by then whatever is to become of a message. */
  private static final Duration WEEK = Duration.ofDays(7);

  /** No delivery and no dispute is in need of it then. */
  private static final Duration MONTH = Duration.ofDays(30);

  @Override
  public Class<RetentionConfig> settings() {
    return RetentionConfig.class;
  }

  @Override
  public List<String> findings(RetentionConfig settings) {
    return Stream.of(
            atLeast("RESERVATIONS", settings.reservations(), DAY),
            atLeast("MESSAGES", settings.messages(), WEEK),
            atLeast("LANGUAGES", settings.languages(), DAY),
            atLeast("OUTBOX", settings.outbox(), WEEK),
            atLeast("QUARANTINE", settings.quarantine(), DAY),
            atLeast("COMPARISONS", settings.comparisons(), DAY),
            atLeast("CONVERSATIONS", settings.conversations(), DAY),
            atLeast("PAGES", settings.pages(), MONTH),
            atLeast("DEPOSITS", settings.deposits(), MONTH),
            atLeast("EVENTS", settings.events(), MONTH))
        .flatMap(findings -> findings)
        .toList();
  }

  private static Stream<String> atLeast(String name, Optional<Duration> value, Duration least) {
    return value.stream().flatMap(given -> atLeast(name, given, least));
  }

  private static Stream<String> atLeast(String name, Duration value, Duration least) {
    return value.compareTo(least) >= 0
        ? Stream.empty()
        : Stream.of("TILLGRAM_RETENTION_%s must be at least P%dD".formatted(name, least.toDays()));
  }
}

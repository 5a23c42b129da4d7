package io.github.tillgram.notification.delivery;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A replica that never looks, or has no place for a call, would tell nobody anything. */
@RegisterForReflection
public final class QueueSettings implements SettingsRule<QueueConfig> {

  @Override
  public Class<QueueConfig> settings() {
    return QueueConfig.class;
  }

  @Override
  public List<String> findings(QueueConfig settings) {
    return Stream.of(
            positive("TILLGRAM_DELIVERY_POLL", settings.poll()),
            positive("TILLGRAM_DELIVERY_GIVE_UP_AFTER", settings.giveUpAfter()),
            positive("TILLGRAM_DELIVERY_DISABLE_AFTER", settings.disableAfter()),
            positive("TILLGRAM_DELIVERY_RETENTION", settings.retention()),
            positive("TILLGRAM_DELIVERY_PLACES", settings.places()),
            positive("TILLGRAM_DELIVERY_PLACES_PER_ENDPOINT", settings.placesPerEndpoint()),
            positive("TILLGRAM_DELIVERY_MOST_WAITING", settings.mostWaiting()))
        .flatMap(findings -> findings)
        .toList();
  }

  private static Stream<String> positive(String variable, Duration duration) {
    return duration.toMillis() > 0
        ? Stream.empty()
        : Stream.of(variable + " must be longer than nothing, for example PT1S");
  }

  private static Stream<String> positive(String variable, long number) {
    return number > 0 ? Stream.empty() : Stream.of(variable + " must be at least 1");
  }
}

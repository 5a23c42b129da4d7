package io.github.tillgram.event;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Events that are never sealed would never be heard of. */
@RegisterForReflection
public final class EventSettings implements SettingsRule<EventConfig> {

  @Override
  public Class<EventConfig> settings() {
    return EventConfig.class;
  }

  @Override
  public List<String> findings(EventConfig settings) {
    return settings.sealEvery().toMillis() > 0
        ? List.of()
        : List.of("TILLGRAM_EVENTS_SEAL_EVERY must be longer than nothing, for example PT0.25S");
  }
}

package io.github.tillgram.observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Leaves out what libraries measure under names that break Prometheus' conventions and that its own
 * check objects to; {@code process_cpu_usage} says the same.
 */
@Singleton
class MeterSelection implements MeterFilter {

  private static final Set<String> LEFT_OUT = Set.of("process.cpu.time", "system.cpu.count");

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return LEFT_OUT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
  }
}

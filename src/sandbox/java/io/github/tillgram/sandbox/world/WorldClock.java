package io.github.tillgram.sandbox.world;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The time in the simulated Telegram, which may be ahead of the real one. */
public final class WorldClock extends Clock {
  private final Clock real;
  private final World world;

  public WorldClock(Clock real, World world) {
    this.real = real;
    this.world = world;
  }

  @Override
  public Instant instant() {
    return real.instant().plus(world.ahead());
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new WorldClock(real.withZone(zone), world);
  }
}

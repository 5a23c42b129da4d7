package io.github.tillgram.sandbox;

import io.github.tillgram.sandbox.world.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** A sandbox without memory that repeats sooner than Telegram, for tests with many repetitions. */
public final class ImpatientSandbox {

  private static final Timing TIMING =
      new Timing(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMillis(50));

  private ImpatientSandbox() {}

  /** Port 0 lets the system choose; the future tells the port. */
  public static Future<Integer> listen(Vertx vertx, int port) {
    return new Sandbox(vertx, Clock.systemUTC(), null, TIMING).listen(port);
  }
}

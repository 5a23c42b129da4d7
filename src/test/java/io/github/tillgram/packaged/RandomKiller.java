package io.github.tillgram.packaged;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;

/**
 * Ends processes with {@code kill -9}, most times at work, sometimes at their start. How far a life
 * gets is counted in acknowledgements, not in time, so that a slow machine sees as many payments as
 * a fast one; the moment within the work is left to chance.
 */
final class RandomKiller {

  private static final int KILLED_WHILE_STARTING = 5;
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

  private final Payers payers;
  private final int fewest;
  private final int most;
  private final Random chance = new Random(20);
  private int kills;

  /**
   * @param fewest acknowledgements that a life is worth
   * @param most above it
   */
  RandomKiller(Payers payers, int fewest, int most) {
    this.payers = payers;
    this.fewest = fewest;
    this.most = most;
  }

  int kills() {
    return kills;
  }

  /** Lets a process that was just started get something done, and kills it. */
  void kill(ServiceProcess service) throws InterruptedException {
    kills++;
    if (kills % KILLED_WHILE_STARTING == 0) {
      Thread.sleep(1000 + chance.nextInt(2000));
    } else {
      service.awaitReady();
      int enough = payers.acknowledged() + fewest + chance.nextInt(most - fewest);
      await()
          .atMost(LONGEST_LIFE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> payers.acknowledged() >= enough || payers.areContent());
      Thread.sleep(chance.nextInt(100));
    }
    service.kill();
  }
}

package io.github.tillgram.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Saves the world soon after it changed. Changes are gathered for a moment, and for longer when the
 * world is big, so that saving never takes more than a small part of the time.
 */
public final class Keeper {
  private static final Logger LOG = Logger.getLogger(Keeper.class);
  private static final long SHORTEST_MILLIS = 100;

  private final World world;
  private final WorldThread thread;
  private final StateFile file;
  private final Clock clock;
  private boolean scheduled;
  private long lastSnapshotTook;
  private long snapshots;

  /**
   * @param file null: nothing is kept
   */
  public Keeper(World world, WorldThread thread, StateFile file, Clock clock) {
    this.world = world;
    this.thread = thread;
    this.file = file;
    this.clock = clock;
  }

  /** On the home thread only. */
  public void changed() {
    if (file != null && !scheduled) {
      scheduled = true;
      thread.after(
          Duration.ofMillis(Math.max(SHORTEST_MILLIS, 50 * lastSnapshotTook)), this::saveLater);
    }
  }

  /** On the home thread only: the disk is waited for, because the sandbox is closing. */
  public void saveNow() {
    if (file != null) {
      byte[] snapshot = snapshot();
      write(snapshot, snapshots);
    }
  }

  private void saveLater() {
    scheduled = false;
    byte[] snapshot = snapshot();
    long number = snapshots;
    thread.offload(() -> write(snapshot, number));
  }

  private byte[] snapshot() {
    long begin = clock.millis();
    byte[] snapshot = file.snapshot(world);
    lastSnapshotTook = Math.max(0, clock.millis() - begin);
    snapshots++;
    return snapshot;
  }

  private void write(byte[] snapshot, long number) {
    try {
      file.write(snapshot, number);
    } catch (RuntimeException e) {
      LOG.warnf("The sandbox could not save its state (%s)", e.getMessage());
    }
  }
}

package io.github.tillgram.sandbox.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import org.jboss.logging.Logger;

/** The snapshot on disk: replaced as a whole, so that a crash leaves the old one or the new one. */
public final class StateFile {
  private static final Logger LOG = Logger.getLogger(StateFile.class);

  private final Path file;
  private final Clock clock;
  private long written;

  public StateFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  public World load() {
    if (!Files.exists(file)) {
      return World.fresh();
    }
    try {
      return Json.mapper().readValue(file.toFile(), World.class);
    } catch (IOException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".unreadable-" + clock.millis());
      LOG.warnf(
          "The sandbox cannot read its state and starts fresh; the old file is kept as %s (%s)",
          aside, e.getClass().getSimpleName());
      move(file, aside);
      return World.fresh();
    }
  }

  public byte[] snapshot(World world) {
    try {
      return Json.mapper().writeValueAsBytes(world);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Snapshots are written by worker threads, the last one by whoever closes the sandbox.
   *
   * @param number counts snapshots; one that is overtaken by a newer one is left out
   */
  public synchronized void write(byte[] snapshot, long number) {
    if (number <= written) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
      Files.write(temporary, snapshot);
      move(temporary, file);
      written = number;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

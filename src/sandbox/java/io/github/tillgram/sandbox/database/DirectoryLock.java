package io.github.tillgram.sandbox.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps other processes away from a cluster while this one starts, adopts or stops its server. The
 * operating system releases it when the process dies, however it dies. Only ever acquired under
 * {@link EmbeddedDatabase#JVM_MONITOR}.
 */
final class DirectoryLock implements AutoCloseable {

  private static final long POLL_MILLIS = 50;

  private final FileChannel channel;
  private final FileLock lock;

  private DirectoryLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  static DirectoryLock acquire(Path file, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      long started = System.nanoTime();
      FileLock lock = channel.tryLock();
      while (lock == null) {
        if (System.nanoTime() - started > patience.toNanos()) {
          throw new IllegalStateException(
              "Another process has held " + file + " for " + patience.toSeconds() + " s");
        }
        Pause.ofMillis(POLL_MILLIS);
        lock = channel.tryLock();
      }
      return new DirectoryLock(channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}

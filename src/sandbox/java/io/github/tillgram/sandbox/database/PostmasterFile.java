package io.github.tillgram.sandbox.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of the server of a cluster. A claim, not a fact: the file stays
 * behind when the server is killed, and its process id may by now be another program's.
 *
 * @param pid the server's process id
 * @param started when it started, as written there; tells apart servers that got the same id
 * @param port the port it listens on, 0 while it is not written yet
 * @param status "starting", "stopping", "ready", or empty while it is not written yet
 */
record PostmasterFile(long pid, String started, int port, String status) {

  private static final int PID = 0;
  private static final int STARTED = 2;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /** Empty if there is no such file, or none with a process id. */
  static Optional<PostmasterFile> of(Path cluster) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    long pid = number(line(lines, PID));
    return pid == 0
        ? Optional.empty()
        : Optional.of(
            new PostmasterFile(
                pid, line(lines, STARTED), (int) number(line(lines, PORT)), line(lines, STATUS)));
  }

  boolean isReady() {
    return status.equals("ready") && port != 0;
  }

  /** Whether any process has the process id. */
  boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Whether the process is PostgreSQL at work in exactly this cluster. */
  boolean isServerOf(Path cluster) throws IOException {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    Optional<String> command = process.flatMap(handle -> handle.info().command());
    if (command.isEmpty() || !isPostgres(command.get())) {
      return false;
    }
    // Every process of PostgreSQL works in its cluster's directory. Only Linux shows that here.
    Path workingDirectory = Path.of("/proc", Long.toString(pid), "cwd");
    if (Files.exists(workingDirectory)) {
      return Files.isSameFile(workingDirectory, cluster);
    }
    return process
        .flatMap(handle -> handle.info().arguments())
        .map(arguments -> List.of(arguments).contains(cluster.toString()))
        .orElse(true);
  }

  private static boolean isPostgres(String command) {
    String name = Path.of(command).getFileName().toString();
    // Linux marks a program whose file is gone, as after its cache was emptied.
    return List.of("postgres", "postgres.exe", "postgres (deleted)").contains(name);
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).strip() : "";
  }

  private static long number(String text) {
    return text.matches("[1-9]\\d{0,9}") ? Long.parseLong(text) : 0;
  }
}

package io.github.tillgram.packaged;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged service as a process of its own, in an empty directory, with nothing inherited. */
final class ServiceProcess implements AutoCloseable {

  static final Path PACKAGE = Path.of("target", "quarkus-app").toAbsolutePath();

  private static final Path HOME = Path.of("target", "packaged").toAbsolutePath();
  private static final Path CLASSES = HOME.resolve("classes.jsa");

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final Http http = new Http();
  private final String root;
  private final String managementRoot;

  private ServiceProcess(Process process, Path log, Map<String, String> settings) {
    this.process = process;
    this.log = log;
    this.root = "http://localhost:" + settings.get("QUARKUS_HTTP_PORT");
    this.managementRoot = "http://localhost:" + settings.get("QUARKUS_MANAGEMENT_PORT");
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts it; {@link #awaitReady} waits for it. */
  static ServiceProcess start(Map<String, String> settings) {
    return start(
        settings,
        quickStart(Files.exists(CLASSES) ? "-XX:SharedArchiveFile=" + CLASSES : "-Xshare:auto"));
  }

  /**
   * Starts it like any other; should it be {@link #terminate terminated}, it leaves behind the
   * classes that it has loaded, and later ones start in two thirds of the time.
   */
  static ServiceProcess startFirst(Map<String, String> settings) {
    return start(settings, quickStart("-XX:ArchiveClassesAtExit=" + CLASSES));
  }

  /** As in production. */
  static ServiceProcess startAtFullSpeed(Map<String, String> settings) {
    return start(settings, List.of("-Xmx512m"));
  }

  /**
   * These processes do not live long; an archive that does not fit is no reason to say anything.
   */
  private static List<String> quickStart(String classes) {
    return List.of(
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xlog:cds=off,cds+dynamic=off",
        classes);
  }

  private static ServiceProcess start(Map<String, String> settings, List<String> options) {
    try {
      Files.createDirectories(HOME);
      Path directory = Files.createTempDirectory(HOME, "service-");
      Path log = directory.resolve("log");
      ProcessBuilder builder =
          new ProcessBuilder(command(options))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("TILLGRAM_") || name.startsWith("QUARKUS_"));
      builder.environment().putAll(settings);
      return new ServiceProcess(builder.start(), log, settings);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> command(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", PACKAGE.resolve("quarkus-run.jar").toString()));
    return command;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  ServiceProcess awaitReady() {
    await()
        .atMost(START_PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isReady() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException("The service ended at its start:\n" + log());
    }
    return this;
  }

  boolean isReady() {
    try {
      return http.get(managementRoot + "/q/health/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** The address of the application. */
  String root() {
    return root;
  }

  /** The address of health and metrics. */
  String managementRoot() {
    return managementRoot;
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end, as an orchestrator does. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int awaitExit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("The service still runs after " + patience + ":\n" + log());
    }
    return process.exitValue();
  }

  /** How much memory it occupies. */
  long residentMebibytes() {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(0)
          / 1024;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** What it has said so far, on both of its outputs. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    kill();
  }
}

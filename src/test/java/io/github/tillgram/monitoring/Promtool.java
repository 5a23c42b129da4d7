package io.github.tillgram.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Debian's Prometheus and its tool, where they are installed. */
public final class Promtool {

  public static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  public static final String MISSING = "prometheus and promtool are not installed";

  private Promtool() {}

  public static boolean isInstalled() {
    return Stream.of(PROMETHEUS, PROMTOOL).allMatch(Files::isExecutable);
  }

  /** Runs it in the directory of the monitoring files; it must find nothing to complain about. */
  public static void run(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
    command.addAll(List.of(arguments));
    try {
      Path from = Files.createTempFile("tillgram-promtool", ".in");
      Files.writeString(from, input);
      Process process =
          new ProcessBuilder(command)
              .directory(MonitoringFiles.DIRECTORY.toFile())
              .redirectInput(from.toFile())
              .redirectErrorStream(true)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as("promtool says: %s", said).isZero();
      Files.delete(from);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}

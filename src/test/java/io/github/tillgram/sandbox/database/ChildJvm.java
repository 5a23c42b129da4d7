package io.github.tillgram.sandbox.database;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Another JVM, running {@link DatabaseUser}. */
final class ChildJvm implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 50;
  private static final int EXIT_PATIENCE_SECONDS = 30;

  private final Process process;
  private final BufferedReader output;
  private final Writer input;

  private ChildJvm(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  static ChildJvm using(Path dataDir) throws IOException {
    return new ChildJvm(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DatabaseUser.class.getName(),
                dataDir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** The address that it says first. */
  String url() {
    return heard();
  }

  boolean hasSpoken() throws IOException {
    return output.ready();
  }

  String execute(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
    return heard();
  }

  /** Lets it come to its end, with its shutdown hooks. */
  void exit() throws IOException, InterruptedException {
    input.close();
    if (!process.waitFor(EXIT_PATIENCE_SECONDS, SECONDS)) {
      throw new IllegalStateException("The JVM does not end");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("The JVM failed with " + process.exitValue());
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Read by another thread, as one that reads a pipe cannot be interrupted. */
  private String heard() {
    return CompletableFuture.supplyAsync(this::line).orTimeout(PATIENCE_SECONDS, SECONDS).join();
  }

  private String line() {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("The JVM says nothing more");
      }
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

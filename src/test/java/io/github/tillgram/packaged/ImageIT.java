package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.tillgram.testsupport.Manifests;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the image files say, as far as it can be tried without building an image. */
class ImageIT {

  private static final Path FILES = Path.of("src", "main", "docker");
  private static final String ENTRYPOINT = "ENTRYPOINT (\\[.*])";
  private static final int REQUESTS = 500;

  private final Http http = new Http();

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void theImageIsPinnedAndItsProcessIsNobody(String name) throws IOException {
    String file = read(name);

    assertThat(first("ARG RUNTIME=(\\S+)", file)).matches(".+:.*\\d.*").doesNotEndWith(":latest");
    assertThat(first("FROM (\\S+)", file)).isEqualTo("${RUNTIME}");
    assertThat(first("USER (\\S+)", file)).matches("[1-9]\\d*:[1-9]\\d*");
    assertThat(first("EXPOSE (.+)", file)).isEqualTo("8080 9000");
    assertThat(entryPoint(file)).as("the process itself, no shell around it").isNotEmpty();
  }

  /** The limit is there for a day with traffic; a start must leave room for it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theProcessOfTheImageFitsIntoTheMemoryOfItsContainer() throws Exception {
    long limit = memoryLimit();
    try (Installation installation = new Installation("image")) {
      Process process = start(limit, installation);
      try {
        String management =
            "http://localhost:" + installation.settings().get("QUARKUS_MANAGEMENT_PORT");
        await().atMost(Duration.ofSeconds(60)).until(() -> isReady(management));
        String root = "http://localhost:" + installation.settings().get("QUARKUS_HTTP_PORT");
        IntStream.range(0, REQUESTS).forEach(request -> http.get(root + "/api/v1/invoices"));

        assertThat(peakMemory(process)).isPositive().isLessThan(limit * 3 / 4);
      } finally {
        process.destroyForcibly().onExit().join();
      }
    }
  }

  private static Process start(long limit, Installation installation) throws IOException {
    List<String> command = new ArrayList<>(entryPoint(read("Dockerfile.jvm")));
    assertThat(command.get(0)).isEqualTo("java");
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(1, "-XX:MaxRAM=" + limit);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ServiceProcess.PACKAGE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "packaged", "image.log").toFile());
    Files.createDirectories(Path.of("target", "packaged"));
    builder.environment().keySet().removeIf(name -> name.matches("(TILLGRAM|QUARKUS|JDK)_.*"));
    builder.environment().putAll(installation.settings());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  private boolean isReady(String management) {
    try {
      return http.get(management + "/q/health/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private static long memoryLimit() throws IOException {
    return Manifests.bytes(
        new YAMLMapper()
            .readTree(Path.of("deployment", "base", "deployment.yaml").toFile())
            .at("/spec/template/spec/containers/0/resources/limits/memory"));
  }

  /** The most that was resident, in bytes. */
  private static long peakMemory(Process process) throws IOException {
    String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
    return Long.parseLong(first("VmHWM:\\s+(\\d+) kB", status)) << 10;
  }

  private static List<String> entryPoint(String file) {
    String oneLine = file.replaceAll("\\\\\\n\\s*", "");
    return new JsonArray(first(ENTRYPOINT, oneLine)).stream().map(String.class::cast).toList();
  }

  private static String first(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .findFirst()
        .map((MatchResult found) -> found.group(1))
        .orElseThrow(() -> new AssertionError("nothing is like " + pattern));
  }

  private static String read(String name) throws IOException {
    return Files.readString(FILES.resolve(name));
  }
}

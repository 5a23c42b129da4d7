package io.github.tillgram.packaged;

import io.github.tillgram.monitoring.MonitoringFiles;
import io.github.tillgram.monitoring.Promtool;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A Prometheus that scrapes the service every second under our alert rules. In its copy of the
 * rules no alert waits before it fires.
 */
final class Prometheus implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      global:
        scrape_interval: 1s
        evaluation_interval: 1s
      rule_files: [alerts.yaml]
      scrape_configs:
        - job_name: tillgram
          metrics_path: /q/metrics
          static_configs:
            - targets: ["%s"]
      """;

  private final Http http = new Http();
  private final Process process;
  private final String root;

  Prometheus(ServiceProcess service) {
    try {
      Path home = Files.createDirectories(Path.of("target", "packaged").toAbsolutePath());
      Path directory = Files.createTempDirectory(home, "prometheus-");
      Files.writeString(
          directory.resolve("prometheus.yml"),
          CONFIGURATION.formatted(URI.create(service.managementRoot()).getAuthority()));
      Files.write(
          directory.resolve("alerts.yaml"),
          Files.readAllLines(MonitoringFiles.DIRECTORY.resolve("alerts.yaml")).stream()
              .filter(line -> !line.strip().startsWith("for:"))
              .toList());
      int port = ServiceProcess.freePort();
      root = "http://localhost:" + port + "/api/v1/";
      process =
          new ProcessBuilder(
                  Promtool.PROMETHEUS.toString(),
                  "--config.file=prometheus.yml",
                  "--storage.tsdb.path=data",
                  "--web.listen-address=localhost:" + port)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What an expression gives now; a failure when Prometheus cannot read it. */
  JsonArray query(String expression) {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .getJsonArray("result");
  }

  /** Whether it runs and has scraped the service. */
  boolean hasScraped() {
    try {
      JsonArray up = query("up == 1");
      return up.size() == 1;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  Stream<JsonObject> rules() {
    return get("rules").getJsonArray("groups").stream()
        .flatMap(group -> ((JsonObject) group).getJsonArray("rules").stream())
        .map(JsonObject.class::cast);
  }

  static boolean isEvaluated(JsonObject rule) {
    return !rule.getString("health").equals("unknown");
  }

  /** The alerts that fire. */
  Stream<JsonObject> firing() {
    return get("alerts").getJsonArray("alerts").stream()
        .map(JsonObject.class::cast)
        .filter(alert -> alert.getString("state").equals("firing"));
  }

  private JsonObject get(String path) {
    HttpResponse<String> answer = http.get(root + path);
    if (answer.statusCode() == 503) {
      throw new UncheckedIOException(new IOException("Prometheus is not ready"));
    }
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.body());
    }
    return new JsonObject(answer.body()).getJsonObject("data");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

package io.github.tillgram.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What lies in {@code deployment/monitoring}, and what it asks Prometheus. */
public final class MonitoringFiles {

  public static final Path DIRECTORY = Path.of("deployment", "monitoring").toAbsolutePath();

  private static final Pattern NOT_A_METRIC =
      Pattern.compile(
          "\"[^\"]*\"|\\{[^}]*}|\\[[^\\]]*]"
              + "|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)"
              + "|\\b(and|or|unless|bool|offset)\\b|\\b\\d[\\w.]*");

  private static final Pattern METRIC = Pattern.compile("\\b[a-zA-Z_:][\\w:]*\\b(?!\\s*\\()");

  private MonitoringFiles() {}

  public static JsonNode yaml(String file) {
    return read(new ObjectMapper(new YAMLFactory()), file);
  }

  public static JsonNode json(String file) {
    return read(new ObjectMapper(), file);
  }

  private static JsonNode read(ObjectMapper reader, String file) {
    try {
      return reader.readTree(DIRECTORY.resolve(file).toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static List<JsonNode> alerts() {
    return elements(yaml("alerts.yaml").path("groups"))
        .flatMap(group -> elements(group.path("rules")))
        .toList();
  }

  public static List<JsonNode> panels() {
    return elements(json("dashboard.json").path("panels")).toList();
  }

  /** Every expression, by where it stands. */
  public static Map<String, String> expressions() {
    Map<String, String> expressions = new TreeMap<>();
    alerts()
        .forEach(rule -> expressions.put(rule.path("alert").asText(), rule.path("expr").asText()));
    for (JsonNode panel : panels()) {
      elements(panel.path("targets"))
          .forEach(
              target ->
                  expressions.put(
                      panel.path("title").asText() + " " + target.path("refId").asText(),
                      target.path("expr").asText().replace("$__rate_interval", "1m")));
    }
    return expressions;
  }

  /** The metrics an expression names. */
  static Set<String> metrics(String expression) {
    Set<String> metrics = new TreeSet<>();
    Matcher matcher = METRIC.matcher(NOT_A_METRIC.matcher(expression).replaceAll(" "));
    while (matcher.find()) {
      metrics.add(matcher.group());
    }
    return metrics;
  }

  /** All metrics that alerts and dashboard look at. */
  public static Set<String> metrics() {
    Set<String> metrics = new TreeSet<>();
    expressions().values().forEach(expression -> metrics.addAll(metrics(expression)));
    return metrics;
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return java.util.stream.StreamSupport.stream(array.spliterator(), false);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

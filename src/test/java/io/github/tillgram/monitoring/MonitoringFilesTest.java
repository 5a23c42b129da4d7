package io.github.tillgram.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Alerts, their runbook and the dashboard, as files; WatchedServiceIT sees them at work. */
class MonitoringFilesTest {

  private static final Path RUNBOOK = Path.of("src", "docs", "runbook.md");
  private static final String KUBECTL = "/usr/bin/kubectl";

  static boolean promtoolIsInstalled() {
    return Promtool.isInstalled();
  }

  static boolean kubectlIsInstalled() {
    return Files.isExecutable(Path.of(KUBECTL));
  }

  @Test
  @EnabledIf(value = "promtoolIsInstalled", disabledReason = Promtool.MISSING)
  void eachAlertFiresWhenItShouldAndIsSilentWhenItShouldNot() {
    Promtool.run("", "check", "rules", "--lint=all", "--lint-fatal", "alerts.yaml");
    Promtool.run("", "test", "rules", "alerts-test.yaml");
  }

  @Test
  void eachAlertHasAStoryInWhichItFires() {
    String stories = MonitoringFiles.text(MonitoringFiles.DIRECTORY.resolve("alerts-test.yaml"));

    assertThat(MonitoringFiles.alerts())
        .hasSizeGreaterThan(10)
        .extracting(alert -> "alertname=\"" + alert.path("alert").asText() + "\"")
        .allSatisfy(alert -> assertThat(stories).contains(alert));
  }

  @Test
  void eachAlertSaysHowBadItIsWhatItMeansAndWhereToReadOn() {
    List<String> sections =
        MonitoringFiles.text(RUNBOOK)
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();

    assertThat(MonitoringFiles.alerts())
        .allSatisfy(
            alert -> {
              String name = alert.path("alert").asText();
              JsonNode annotations = alert.path("annotations");
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
              assertThat(annotations.path("summary").asText()).isNotBlank();
              assertThat(annotations.path("description").asText()).isNotBlank();
              assertThat(annotations.path("runbook").asText())
                  .isEqualTo(
                      RUNBOOK.toString().replace('\\', '/') + "#" + name.toLowerCase(Locale.ROOT));
            })
        .extracting(alert -> alert.path("alert").asText())
        .containsExactlyElementsOf(sections);
  }

  @Test
  void theOperatorOfPrometheusGetsTheSameAlerts() {
    assertThat(MonitoringFiles.yaml("prometheus-rule.yaml").at("/spec/groups"))
        .isEqualTo(MonitoringFiles.yaml("alerts.yaml").path("groups"));
  }

  @Test
  void theDashboardAsksTheChosenDataSourceAndNamesEachPanelOnce() {
    List<JsonNode> panels = MonitoringFiles.panels();

    assertThat(panels.stream().map(panel -> panel.path("title").asText())).doesNotHaveDuplicates();
    assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
    assertThat(panels)
        .filteredOn(panel -> !panel.path("type").asText().equals("row"))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            panel -> {
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
              assertThat(panel.path("targets")).isNotEmpty();
            });
  }

  @Test
  void findsTheMetricsOfAnExpression() {
    assertThat(
            MonitoringFiles.metrics(
                "histogram_quantile(0.99, sum by (le, kind) (rate(a_bucket{b=\"c_d\"}[5m]))) > 1e3"
                    + " unless on (instance) e_total offset 5m"))
        .isEqualTo(Set.of("a_bucket", "e_total"));
  }

  @Test
  @EnabledIf(value = "kubectlIsInstalled", disabledReason = "kubectl is not installed")
  void kustomizeRendersTheAlertsAndTheDashboard() throws IOException, InterruptedException {
    Process kubectl =
        new ProcessBuilder(KUBECTL, "kustomize", MonitoringFiles.DIRECTORY.toString())
            .redirectErrorStream(true)
            .start();
    String rendered = new String(kubectl.getInputStream().readAllBytes());

    assertThat(kubectl.waitFor()).as(rendered).isZero();
    assertThat(
            rendered.lines().filter(line -> line.startsWith("kind: ")).collect(Collectors.toSet()))
        .isEqualTo(Set.of("kind: PrometheusRule", "kind: ConfigMap"));
    assertThat(rendered).contains("grafana_dashboard: \"1\"", "\"uid\": \"tillgram\"");
  }
}

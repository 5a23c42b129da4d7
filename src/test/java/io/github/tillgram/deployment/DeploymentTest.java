package io.github.tillgram.deployment;

import static io.github.tillgram.testsupport.Manifests.bytes;
import static io.github.tillgram.testsupport.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.tillgram.testsupport.Manifests;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every overlay of {@code deployment}, as kubectl renders it, beside the application it deploys.
 */
@EnabledIf(
    value = "io.github.tillgram.testsupport.Manifests#canBeRendered",
    disabledReason = "needs kubectl 1.21 or newer to render the overlays")
class DeploymentTest {

  private static final String SECRETS = "tillgram-secrets";

  /** Variables that hold secrets. */
  private static final String SECRET_NAME = ".*(PASSWORD|KEYS?|SECRET|TOKEN)";

  /** Connections that the README leaves to people and to PostgreSQL itself. */
  private static final int FOR_PEOPLE = 10;

  private static final Duration TO_DRAIN = Duration.ofSeconds(15);

  private static final Properties APPLICATION = new Properties();

  @BeforeAll
  static void readTheApplication() throws IOException {
    try (Reader reader =
        Files.newBufferedReader(Paths.get("src/main/resources/application.properties"))) {
      APPLICATION.load(reader);
    }
  }

  static Stream<Manifests> overlays() {
    return Manifests.overlays().stream().map(Manifests::of);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void thePodHasNoPrivileges(Manifests manifests) {
    JsonNode pod = manifests.pod();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isGreaterThan(0);
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.fieldNames())
        .toIterable()
        .noneMatch(name -> name.matches("host(Network|PID|IPC)"));

    JsonNode container = manifests.container().path("securityContext");
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.path("privileged").asBoolean()).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.at("/capabilities/add").isMissingNode()).isTrue();
    assertThat(manifests.the("ServiceAccount").path("automountServiceAccountToken").asBoolean(true))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void onlyTheTemporaryDirectoryIsWritable(Manifests manifests) {
    assertThat(manifests.container().path("volumeMounts"))
        .singleElement()
        .satisfies(mount -> assertThat(mount.path("mountPath").asText()).isEqualTo("/tmp"));
    assertThat(bytes(manifests.pod().at("/volumes/0/emptyDir/sizeLimit"))).isPositive();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void probesAskTheManagementPort(Manifests manifests) {
    Map<String, String> paths =
        Map.of(
            "startupProbe", "/q/health/started",
            "readinessProbe", "/q/health/ready",
            "livenessProbe", "/q/health/live");

    paths.forEach(
        (probe, path) -> {
          JsonNode request = manifests.container().path(probe).path("httpGet");
          assertThat(request.path("path").asText()).as(probe).isEqualTo(path);
          assertThat(request.path("port").asText()).as(probe).isEqualTo("management");
        });
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void portsAreThoseTheApplicationOpens(Manifests manifests) {
    assertThat(containerPorts(manifests))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "http", APPLICATION.getProperty("quarkus.http.port"),
                "management", APPLICATION.getProperty("quarkus.management.port")));
    manifests
        .all("Service")
        .forEach(
            service ->
                each(service.at("/spec/ports"))
                    .forEach(
                        port ->
                            assertThat(containerPorts(manifests))
                                .containsKey(port.path("targetPort").asText())));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theIngressLeadsToTheApplicationPortOnly(Manifests manifests) {
    assertThat(ingressPaths(manifests))
        .isNotEmpty()
        .allSatisfy(
            path -> {
              JsonNode backend = path.at("/backend/service");
              JsonNode service = manifests.named("Service", backend.path("name").asText());
              assertThat(each(service.at("/spec/ports")))
                  .filteredOn(port -> port.path("name").equals(backend.at("/port/name")))
                  .singleElement()
                  .satisfies(
                      port -> assertThat(port.path("targetPort").asText()).isEqualTo("http"));
            });
    assertThat(manifests.the("Ingress").at("/spec/defaultBackend").isMissingNode()).isTrue();
    manifests
        .all("Service")
        .forEach(
            service ->
                assertThat(service.at("/spec/type").asText("ClusterIP")).isIn("", "ClusterIP"));
  }

  /** Every resource of the application is behind one of the paths, and each path leads to one. */
  @ParameterizedTest
  @MethodSource("overlays")
  void theIngressOpensTheDoorsThereAreAndNoOthers(Manifests manifests) {
    Set<String> doors = doors();
    List<String> prefixes =
        ingressPaths(manifests).stream().map(path -> path.path("path").asText()).toList();

    assertThat(doors).hasSizeGreaterThan(4);
    assertThat(ingressPaths(manifests))
        .allMatch(path -> path.path("pathType").asText().equals("Prefix"));
    assertThat(doors).allMatch(door -> prefixes.stream().anyMatch(p -> door.startsWith(p + "/")));
    assertThat(prefixes).allMatch(p -> doors.stream().anyMatch(door -> door.startsWith(p + "/")));
    assertThat(prefixes).noneMatch(prefix -> "/q/".startsWith(prefix + "/"));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void thePublicAddressIsTheIngressHost(Manifests manifests) {
    URI address = URI.create(manifests.settings().get("TILLGRAM_PUBLIC_URL"));
    JsonNode ingress = manifests.the("Ingress").path("spec");

    assertThat(address.getScheme()).isEqualTo("https");
    assertThat(ingress.path("rules")).hasSize(1);
    assertThat(ingress.at("/rules/0/host").asText()).isEqualTo(address.getHost());
    assertThat(ingress.at("/tls/0/hosts/0").asText()).isEqualTo(address.getHost());
    assertThat(ingress.at("/tls/0/secretName").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void noSecretIsInClear(Manifests manifests) {
    assertThat(manifests.all("Secret")).isEmpty();
    assertThat(manifests.settings().keySet()).noneMatch(name -> name.matches(SECRET_NAME));
    assertThat(manifests.container().path("env"))
        .isNotEmpty()
        .allSatisfy(
            variable -> {
              JsonNode reference = variable.at("/valueFrom/secretKeyRef");
              assertThat(variable.path("value").isMissingNode()).isTrue();
              assertThat(reference.path("name").asText()).isEqualTo(SECRETS);
              assertThat(reference.path("key")).isEqualTo(variable.path("name"));
              assertThat(reference.path("optional").asBoolean()).isFalse();
            });
    assertThat(manifests.container().path("envFrom"))
        .allMatch(source -> source.at("/secretRef").isMissingNode());
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void whatIsSelectedIsThere(Manifests manifests) {
    JsonNode labels = manifests.the("Deployment").at("/spec/template/metadata/labels");

    Stream.of(
            Stream.of(manifests.the("Deployment").at("/spec/selector/matchLabels")),
            manifests.all("Service").stream().map(service -> service.at("/spec/selector")),
            Stream.of(manifests.the("PodDisruptionBudget").at("/spec/selector/matchLabels")),
            Stream.of(manifests.the("NetworkPolicy").at("/spec/podSelector/matchLabels")),
            each(manifests.pod().path("topologySpreadConstraints"))
                .map(spread -> spread.at("/labelSelector/matchLabels")))
        .flatMap(selectors -> selectors)
        .forEach(selector -> assertThat(selects(selector, labels)).as("" + selector).isTrue());
    JsonNode monitor = manifests.the("ServiceMonitor").path("spec");
    assertThat(manifests.all("Service"))
        .filteredOn(
            service -> selects(monitor.at("/selector/matchLabels"), service.at("/metadata/labels")))
        .singleElement()
        .satisfies(
            service ->
                assertThat(service.at("/spec/ports/0/name"))
                    .isEqualTo(monitor.at("/endpoints/0/port")));
    assertThat(monitor.at("/endpoints/0/path").asText()).isEqualTo("/q/metrics");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void replicasComeAndGoOneByOne(Manifests manifests) {
    JsonNode deployment = manifests.the("Deployment").path("spec");
    JsonNode scaler = manifests.the("HorizontalPodAutoscaler").path("spec");

    assertThat(scaler.at("/scaleTargetRef/kind").asText()).isEqualTo("Deployment");
    assertThat(scaler.at("/scaleTargetRef/name"))
        .isEqualTo(manifests.the("Deployment").at("/metadata/name"));
    assertThat(deployment.path("replicas").isMissingNode())
        .as("two owners of the number of replicas")
        .isTrue();
    assertThat(scaler.path("minReplicas").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(scaler.path("maxReplicas").asInt())
        .isGreaterThanOrEqualTo(scaler.path("minReplicas").asInt());
    assertThat(manifests.the("PodDisruptionBudget").at("/spec/maxUnavailable").asInt())
        .isPositive()
        .isLessThan(scaler.path("minReplicas").asInt());
    assertThat(deployment.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
    assertThat(deployment.at("/strategy/rollingUpdate/maxSurge").asInt()).isEqualTo(1);
    assertThat(deployment.path("minReadySeconds").asInt())
        .as("an old replica has left before the next one comes")
        .isGreaterThanOrEqualTo(manifests.pod().path("terminationGracePeriodSeconds").asInt());
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void aReplicaMayFinishWhatItBegan(Manifests manifests) {
    Duration grace =
        Duration.ofSeconds(manifests.pod().path("terminationGracePeriodSeconds").asInt());

    assertThat(grace)
        .isGreaterThanOrEqualTo(
            shutdown("quarkus.shutdown.delay")
                .plus(shutdown("quarkus.shutdown.timeout"))
                .plus(TO_DRAIN)
                .plusSeconds(5));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void memoryIsNotPromisedTwice(Manifests manifests) {
    JsonNode resources = manifests.container().path("resources");

    assertThat(bytes(resources.at("/requests/memory")))
        .isEqualTo(bytes(resources.at("/limits/memory")));
    assertThat(resources.at("/requests/cpu").asText()).isNotEmpty();
    assertThat(resources.at("/limits/cpu").asInt()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theImageIsPinned(Manifests manifests) {
    assertThat(manifests.container().path("image").asText())
        .matches(".+/tillgram[:@].+")
        .doesNotEndWith(":latest");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void thePolicyKeepsTheManagementPortForMonitoring(Manifests manifests) {
    JsonNode policy = manifests.the("NetworkPolicy").path("spec");

    assertThat(each(policy.path("policyTypes")).map(JsonNode::asText))
        .containsExactlyInAnyOrder("Ingress", "Egress");
    assertThat(each(policy.path("ingress")))
        .allMatch(rule -> rule.path("from").size() == 1 && rule.path("ports").size() == 1)
        .filteredOn(rule -> rule.at("/ports/0/port").asText().equals("management"))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.at("/from/0/namespaceSelector/matchLabels").elements().next())
                    .hasToString("\"monitoring\""));
    assertThat(each(policy.path("egress")).flatMap(rule -> each(rule.path("ports"))))
        .extracting(port -> port.path("port").asInt())
        .containsOnly(53, 5432, 443);
  }

  @Test
  void theComponentForTracesLetsThemOut() {
    Manifests traced = Manifests.with("traces");

    assertThat(traced.settings()).containsKey("TILLGRAM_TRACES_URL");
    int port = URI.create(traced.settings().get("TILLGRAM_TRACES_URL")).getPort();
    assertThat(each(traced.the("NetworkPolicy").at("/spec/egress")))
        .filteredOn(rule -> rule.at("/ports/0/port").asInt() == port)
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theIngressIsTrustedToSayWhoCalls(Manifests manifests) {
    assertThat(manifests.settings()).containsKey("TILLGRAM_TRUSTED_PROXIES");
  }

  /** The README tells how to size the database; the pools and the scaler decide it. */
  @ParameterizedTest
  @MethodSource("overlays")
  void theDatabaseIsSizedForAllReplicas(Manifests manifests) throws IOException {
    List<String> readme = Files.readAllLines(Paths.get("README.md"));
    int connections =
        Stream.of(
                "quarkus.datasource.reactive.max-size",
                "quarkus.datasource.checkout.reactive.max-size",
                "quarkus.datasource.jdbc.max-size")
            .mapToInt(pool -> Integer.parseInt(valueOf(pool, "")))
            .sum();
    int replicas = manifests.the("HorizontalPodAutoscaler").at("/spec/maxReplicas").asInt();

    assertThat(
            readme.stream()
                .filter(line -> line.contains("at most " + connections + " connections")))
        .as("a sentence of the README about one replica")
        .hasSize(1);
    assertThat(
            readme.stream()
                .filter(line -> line.startsWith("| `" + manifests + "` |"))
                .map(line -> line.replaceAll(".*\\| (\\d+) \\|$", "$1")))
        .as("connections of all replicas, in the README's row about the overlay")
        .containsExactly(Integer.toString(connections * (replicas + 2) + FOR_PEOPLE));
  }

  private static Map<String, String> containerPorts(Manifests manifests) {
    return each(manifests.container().path("ports"))
        .collect(
            Collectors.toMap(
                port -> port.path("name").asText(), port -> port.path("containerPort").asText()));
  }

  private static List<JsonNode> ingressPaths(Manifests manifests) {
    return each(manifests.the("Ingress").at("/spec/rules"))
        .flatMap(rule -> each(rule.at("/http/paths")))
        .toList();
  }

  private static Set<String> doors() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPath(Paths.get("target", "classes"))
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .filter(type -> !type.isAnnotatedWith(RegisterRestClient.class))
            .map(type -> type.getAnnotationOfType(Path.class).value())
            .collect(Collectors.toSet());
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    return !selector.isEmpty()
        && selector.properties().stream()
            .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
  }

  /** {@code 20s} or {@code PT20S}; nothing is none. */
  private static Duration shutdown(String property) {
    String value = valueOf(property, "0s");
    return Duration.parse(value.startsWith("PT") ? value : "PT" + value);
  }

  /** {@code 20} of {@code 20} and of <code>${variable:20}</code>. */
  private static String valueOf(String property, String otherwise) {
    return APPLICATION.getProperty(property, otherwise).replaceAll("^\\$\\{.*?:|}$", "");
  }
}

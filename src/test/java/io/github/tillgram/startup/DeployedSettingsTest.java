package io.github.tillgram.startup;

import static io.github.tillgram.testsupport.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Manifests;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The environment that {@code deployment} gives the process, as the process judges it. */
@EnabledIf(
    value = "io.github.tillgram.testsupport.Manifests#canBeRendered",
    disabledReason = "needs kubectl 1.21 or newer to render the overlays")
class DeployedSettingsTest {

  /** What an operator puts into the secret. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "TILLGRAM_DATABASE_USERNAME", "tillgram",
          "TILLGRAM_DATABASE_PASSWORD", "anything",
          "TILLGRAM_ADMIN_KEY", "a-long-operator-key",
          "TILLGRAM_ENCRYPTION_KEYS", "k1:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoyMzQ1Njc=");

  static Stream<Manifests> overlays() {
    return Manifests.overlays().stream().map(Manifests::of);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void nothingHasToBeMended(Manifests manifests) {
    Map<String, String> environment = new HashMap<>(manifests.settings());
    secrets(manifests).forEach(name -> environment.put(name, SECRETS.get(name)));

    SettingsCheck check =
        new SettingsCheck(
            () ->
                new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withSources(new EnvConfigSource(environment, 300)));

    assertThat(check.findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyVariableIsASetting(Manifests manifests) {
    assertThat(variables()).contains("TILLGRAM_DATABASE_URL").hasSizeGreaterThan(10);
    assertThat(manifests.settings().keySet()).isSubsetOf(variables());
    assertThat(secrets(manifests)).isSubsetOf(variables());
  }

  private static Set<String> secrets(Manifests manifests) {
    return each(manifests.container().path("env"))
        .map(variable -> variable.path("name").asText())
        .collect(Collectors.toSet());
  }

  /** The settings of every rule, which is every setting, as variables. */
  private static Set<String> variables() {
    return SettingsCheck.rules()
        .flatMap(rule -> ConfigClass.configClass(rule.settings()).getProperties().keySet().stream())
        .map(property -> property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
        .collect(Collectors.toSet());
  }
}

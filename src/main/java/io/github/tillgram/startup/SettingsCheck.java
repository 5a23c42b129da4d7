package io.github.tillgram.startup;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Asks every rule about the settings, and collects what has to be mended. */
final class SettingsCheck {

  private static final Pattern PROPERTY = Pattern.compile("tillgram\\.[a-z0-9.-]*[a-z0-9]");

  private final Supplier<SmallRyeConfigBuilder> sources;

  /**
   * @param sources where settings are read from; asked for each rule, so that what one cannot read
   *     keeps no other from being asked
   */
  SettingsCheck(Supplier<SmallRyeConfigBuilder> sources) {
    this.sources = sources;
  }

  /** Of the settings as the application will read them. */
  static SettingsCheck ofThisProcess() {
    return new SettingsCheck(ConfigUtils::configBuilder);
  }

  List<String> findings() {
    return rules().flatMap(this::findings).toList();
  }

  static Stream<SettingsRule<?>> rules() {
    return ServiceLoader.load(SettingsRule.class, SettingsCheck.class.getClassLoader()).stream()
        .map(provider -> (SettingsRule<?>) provider.get());
  }

  private <S> Stream<String> findings(SettingsRule<S> rule) {
    try {
      return rule.findings(read(rule.settings())).stream();
    } catch (ConfigValidationException malformed) {
      return IntStream.range(0, malformed.getProblemCount())
          .mapToObj(index -> finding(malformed.getProblem(index).getMessage()));
    }
  }

  private <S> S read(Class<S> settings) {
    return sources
        .get()
        .withMapping(settings)
        .withValidateUnknown(false)
        .build()
        .getConfigMapping(settings);
  }

  /** The library names the property and repeats the value; operators know the variable. */
  private static String finding(String problem) {
    Matcher property = PROPERTY.matcher(problem);
    return property.find()
        ? variable(property.group()) + " is malformed: its value cannot be read"
        : problem;
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}

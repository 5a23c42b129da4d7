package io.github.tillgram.observability;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A collector that cannot be called would be noticed by whoever looks for a trace, too late. */
@RegisterForReflection
public final class TracesSettings implements SettingsRule<TracesConfig> {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Set<String> PROTOCOLS = Set.of("grpc", "http/protobuf");

  @Override
  public Class<TracesConfig> settings() {
    return TracesConfig.class;
  }

  @Override
  public List<String> findings(TracesConfig settings) {
    return Stream.of(
            unless(
                settings.url().filter(url -> !isAddress(url)).isEmpty(),
                "TILLGRAM_TRACES_URL must be an http or https address"),
            unless(
                PROTOCOLS.contains(settings.protocol()),
                "TILLGRAM_TRACES_PROTOCOL must be grpc or http/protobuf"),
            unless(
                settings.percent() >= 0 && settings.percent() <= 100,
                "TILLGRAM_TRACES_PERCENT must lie between 0 and 100"))
        .flatMap(findings -> findings)
        .toList();
  }

  private static Stream<String> unless(boolean right, String finding) {
    return right ? Stream.empty() : Stream.of(finding);
  }

  private static boolean isAddress(String url) {
    try {
      URI uri = URI.create(url);
      return SCHEMES.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}

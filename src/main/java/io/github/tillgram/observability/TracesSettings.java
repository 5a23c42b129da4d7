package io.github.tillgram.observability;

import io.github.tillgram.startup.HttpAddress;
import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A collector that cannot be called would be noticed by whoever looks for a trace, too late. */
@RegisterForReflection
public final class TracesSettings implements SettingsRule<TracesConfig> {

  private static final Set<String> PROTOCOLS = Set.of("grpc", "http/protobuf");

  @Override
  public Class<TracesConfig> settings() {
    return TracesConfig.class;
  }

  @Override
  public List<String> findings(TracesConfig settings) {
    return Stream.of(
            settings.url().stream().flatMap(url -> HttpAddress.finding("TILLGRAM_TRACES_URL", url)),
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
}

package io.github.tillgram.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where traces go. */
@ConfigMapping(prefix = "tillgram.traces")
public interface TracesConfig {

  /** A collector that speaks OTLP, {@code http://host:4317}; without one nothing is traced. */
  Optional<String> url();

  /** {@code grpc}, or {@code http/protobuf}. */
  @WithDefault("grpc")
  String protocol();

  /** How many of a hundred traces are kept. */
  @WithDefault("100")
  int percent();
}

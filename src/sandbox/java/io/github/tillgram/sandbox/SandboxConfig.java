package io.github.tillgram.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the sandbox and the embedded database keep their state between starts. */
@ConfigMapping(prefix = "tillgram")
interface SandboxConfig {

  /** Created if missing; nothing in it is ever deleted. */
  @WithDefault("data")
  Path dataDir();
}

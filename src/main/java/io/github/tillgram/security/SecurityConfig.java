package io.github.tillgram.security;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What protects the service's doors and its data at rest. */
@ConfigMapping(prefix = "tillgram")
public interface SecurityConfig {

  /**
   * Bearer key of the operator: creates merchants, reads the quarantine. At least 16 characters.
   */
  Optional<String> adminKey();

  /**
   * Comma-separated {@code id:base64} of 32-byte keys. The first encrypts, all of them decrypt, so
   * a new key is put in front and the old one stays until nothing is left that it wrote.
   */
  Optional<String> encryptionKeys();
}

package io.github.tillgram.security;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Without an operator's key and encryption keys nothing may start, in any profile. */
@RegisterForReflection
public final class SecuritySettings implements SettingsRule<SecurityConfig> {

  static final int SHORTEST_ADMIN_KEY = 16;

  @Override
  public Class<SecurityConfig> settings() {
    return SecurityConfig.class;
  }

  @Override
  public List<String> findings(SecurityConfig settings) {
    List<String> findings = new ArrayList<>();
    String adminKey = settings.adminKey().orElse("");
    if (adminKey.isBlank()) {
      findings.add("TILLGRAM_ADMIN_KEY is missing: choose a long random key for the operator");
    } else if (adminKey.length() < SHORTEST_ADMIN_KEY) {
      findings.add("TILLGRAM_ADMIN_KEY is too short: use at least 16 characters");
    }
    String keys = settings.encryptionKeys().orElse("");
    if (keys.isBlank()) {
      findings.add(
          "TILLGRAM_ENCRYPTION_KEYS is missing: set id:base64 of 32 random bytes,"
              + " for example with: echo \"k1:$(openssl rand -base64 32)\"");
    } else {
      malformed(keys).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<String> malformed(String keys) {
    try {
      EncryptionKeys.parse(keys);
      return Optional.empty();
    } catch (IllegalArgumentException finding) {
      return Optional.of("TILLGRAM_ENCRYPTION_KEYS: " + finding.getMessage());
    }
  }
}

package io.github.tillgram.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Eight hex digits that tell whether two secrets are the same and nothing else, since they are
 * keyed: safe to show to whoever may see that there is a secret. A new encryption key changes all
 * of them.
 */
@ApplicationScoped
public class Fingerprints {

  private static final String PURPOSE = "fingerprint";
  private static final int BYTES = 4;

  private final Encryption encryption;

  Fingerprints(Encryption encryption) {
    this.encryption = encryption;
  }

  public String of(Secret secret) {
    byte[] digest =
        encryption
            .derived(encryption.writerId(), PURPOSE)
            .digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }
}

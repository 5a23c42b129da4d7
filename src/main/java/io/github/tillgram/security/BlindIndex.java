package io.github.tillgram.security;

import io.github.tillgram.security.EncryptedColumns.Column;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Lets a row be found by what stands encrypted in it: {@code keyId.base64url(HMAC-SHA256)} of the
 * plain text, with a key derived from an encryption key and the column. Without the key nobody can
 * try what the plain text might be, and equal texts of two columns do not look alike.
 */
@ApplicationScoped
public class BlindIndex {

  private final Encryption encryption;

  BlindIndex(Encryption encryption) {
    this.encryption = encryption;
  }

  /** What is written beside the ciphertext; it is of the same key. */
  public String of(Secret plain, Column column) {
    return of(encryption.writerId(), plain.reveal(), column);
  }

  /** What may stand beside the ciphertext of this text, whichever key wrote it. */
  public List<String> candidates(String plain, Column column) {
    return encryption.keyIds().stream().map(id -> of(id, plain, column)).toList();
  }

  private String of(String keyId, String plain, Column column) {
    byte[] digest =
        encryption
            .derived(keyId, "blind index of " + column.place())
            .digest(plain.getBytes(StandardCharsets.UTF_8));
    return keyId + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }
}

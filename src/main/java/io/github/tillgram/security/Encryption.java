package io.github.tillgram.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts secrets at rest with AES-256-GCM: {@code keyId.base64url(nonce ‖ ciphertext ‖ tag)}, a
 * random nonce each time, the {@link Place} as associated data.
 */
@ApplicationScoped
public class Encryption {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecurityConfig config;
  private volatile EncryptionKeys keys;

  public Encryption(SecurityConfig config) {
    this.config = config;
  }

  public String encrypt(Secret plain, Place place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, keys().writer(), nonce, place, utf8(plain.reveal()), 0);
    byte[] whole = new byte[NONCE_BYTES + sealed.length];
    System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
    System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
    return keys().writerId() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /**
   * @throws IllegalStateException when the key is not among the configured ones, or the ciphertext
   *     was changed or moved
   */
  public Secret decrypt(String ciphertext, Place place) {
    int dot = ciphertext.indexOf('.');
    String keyId = ciphertext.substring(0, Math.max(dot, 0));
    SecretKey key =
        keys()
            .byId(keyId)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no key with the id " + keyId + " in TILLGRAM_ENCRYPTION_KEYS"));
    try {
      byte[] whole = Base64.getUrlDecoder().decode(ciphertext.substring(dot + 1));
      byte[] plain = run(Cipher.DECRYPT_MODE, key, whole, place, whole, NONCE_BYTES);
      return Secret.of(new String(plain, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | ProviderException cutOff) {
      throw unusable(place, cutOff);
    }
  }

  /** The id of the key that encrypts. */
  String writerId() {
    return keys().writerId();
  }

  /** The ids of all keys that decrypt. */
  Set<String> keyIds() {
    return keys().ids();
  }

  /**
   * Digests with a key that is derived from one of the configured ones.
   *
   * @param keyId of a configured key
   */
  KeyedDigest derived(String keyId, String purpose) {
    return KeyedDigest.derive(keys().byId(keyId).orElseThrow(), purpose);
  }

  boolean knows(String keyId) {
    return keys().byId(keyId).isPresent();
  }

  private static byte[] run(
      int mode, SecretKey key, byte[] nonce, Place place, byte[] input, int inputAt) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
      cipher.updateAAD(place.associatedData());
      return cipher.doFinal(input, inputAt, input.length - inputAt);
    } catch (GeneralSecurityException failure) {
      throw unusable(place, failure);
    }
  }

  private static IllegalStateException unusable(Place place, Exception cause) {
    return new IllegalStateException(
        "a secret of " + place.table() + "." + place.column() + " cannot be read or written",
        cause);
  }

  private EncryptionKeys keys() {
    EncryptionKeys current = keys;
    if (current == null) {
      current = EncryptionKeys.parse(config.encryptionKeys().orElse(""));
      keys = current;
    }
    return current;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

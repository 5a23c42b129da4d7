package io.github.tillgram.merchantapi.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over what makes up a body; it is kept encrypted, since short bodies can be guessed. */
final class BodyDigest {

  private static final String ALGORITHM = "SHA-256";

  private final MessageDigest digest = algorithm();

  static String of(byte[] body) {
    return new BodyDigest().add(body).hex();
  }

  BodyDigest add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** A part that is told from the next by its length. */
  BodyDigest addPart(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return add((bytes.length + ":").getBytes(StandardCharsets.UTF_8)).add(bytes);
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }
}

package io.github.tillgram.sandbox.apay.postback;

import io.github.tillgram.sandbox.apay.book.Project.Keys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-1 over both webhook keys and the MD5 of the transactions, all of it as hexadecimal text. */
public final class Signature {
  private Signature() {}

  public static String of(Keys keys, String signedText) {
    return digest("SHA-1", keys.accessKey() + keys.privateKey() + digest("MD5", signedText));
  }

  private static String digest(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.onboarding.Signer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A-Pay's signature: {@code sha1(access_key + private_key + md5(transactions))}, both digests in
 * lower-case hexadecimal. Of the keys only ours are hashed, never what the body presents.
 */
final class Signature {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] hex;

  private Signature(String hex) {
    this.hex = ascii(hex);
  }

  /** None when it does not look like one; PHP writes no capitals. */
  static Optional<Signature> parse(String presented) {
    return FORM.matcher(presented).matches()
        ? Optional.of(new Signature(presented))
        : Optional.empty();
  }

  /** What all signers of the same transactions have in common. */
  static String digest(byte[] transactions) {
    return HEX.formatHex(Digests.md5().digest(transactions));
  }

  /** Whether the signer made it of transactions with this digest; takes the same time always. */
  boolean isOf(Signer signer, String digest) {
    MessageDigest sha1 = Digests.sha1();
    sha1.update(signer.accessKey().reveal().getBytes(StandardCharsets.UTF_8));
    sha1.update(signer.privateKey().reveal().getBytes(StandardCharsets.UTF_8));
    sha1.update(ascii(digest));
    return MessageDigest.isEqual(hex, ascii(HEX.formatHex(sha1.digest())));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

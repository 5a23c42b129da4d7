package io.github.tillgram.apay.page;

import io.github.tillgram.security.RandomTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who opens a page: the payer whose address it is, else a browser that is known by a token in a
 * cookie.
 *
 * @param customUserId what he is called towards A-Pay, unique for him; the token itself is told to
 *     nobody
 * @param token what his browser is to keep, if it is that by which he is known
 */
record Visitor(Optional<Long> payerId, String customUserId, Optional<String> token) {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** Enough of a digest that no two are alike. */
  private static final int DIGEST_BYTES = 16;

  /**
   * @param cookie what the browser keeps, or {@code null}
   */
  static Visitor of(PayLink link, String cookie) {
    if (link.payerId().isPresent()) {
      return new Visitor(link.payerId(), "tg-" + link.payerId().get(), Optional.empty());
    }
    String token =
        cookie != null && TOKEN.matcher(cookie).matches() ? cookie : RandomTokens.secret().reveal();
    return new Visitor(Optional.empty(), "web-" + digest(token), Optional.of(token));
  }

  private static String digest(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}

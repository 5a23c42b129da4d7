package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.security.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** What a project signs with, and how A-Pay does it: written apart from how it is verified. */
record Keys(String access, String secret) {

  static final Keys DEMO =
      new Keys("demoaccesskey0000000000000000001", "demoprivatekey000000000000000001");

  /** A body with transactions that are sent as they are signed. */
  String sign(String transactions) {
    return body(signature(transactions), transactions);
  }

  String body(String signature, String transactions) {
    return "{\"access_key\":\"%s\",\"signature\":\"%s\",\"transactions\":%s}"
        .formatted(access, signature, transactions);
  }

  String signature(String transactions) {
    return hex("SHA-1", access + secret + hex("MD5", transactions));
  }

  Signer signer() {
    return new Signer(UUID.randomUUID(), UUID.randomUUID(), Secret.of(access), Secret.of(secret));
  }

  private static String hex(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package io.github.tillgram.sandbox.world;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;

/** Identifiers in the shapes Telegram and payment providers use. */
public final class RandomIds {
  private final Random random = new SecureRandom();

  public String botToken(long botId) {
    return botId + ":" + urlSafe(35);
  }

  public String providerToken(boolean live) {
    return "1877036958:" + (live ? "LIVE:" : "TEST:") + urlSafe(16);
  }

  /** A 64-bit number inside a string, negative every other time. */
  public String query() {
    return Long.toString(random.nextLong());
  }

  public String invoiceLink() {
    return "https://t.me/$" + urlSafe(22);
  }

  public long firstUpdate() {
    return 100_000_000L + random.nextInt(700_000_000);
  }

  /** Charges of Stars are longer than the 128 characters many columns allow. */
  public String starCharge() {
    return "stx" + urlSafe(137);
  }

  public String providerCharge() {
    return "ch_3" + urlSafe(23).replace('-', '0').replace('_', '1');
  }

  public String file() {
    return "AgACAgIAAxkBAA" + urlSafe(58);
  }

  public String uniqueFile() {
    return "AQAD" + urlSafe(12);
  }

  public int number(int bound) {
    return random.nextInt(bound);
  }

  private String urlSafe(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, length);
  }
}

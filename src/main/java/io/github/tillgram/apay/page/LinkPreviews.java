package io.github.tillgram.apay.page;

import java.util.Locale;
import java.util.stream.Stream;

/** Programs that open addresses for people who may never do so themselves. */
final class LinkPreviews {

  /** Parts of the names that messengers, search engines and scanners give themselves. */
  private static final String[] NAMES = {
    "bot",
    "crawl",
    "spider",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "skype",
    "viber",
    "slack",
    "discord",
    "embedly",
    "quora link",
    "vkshare",
    "curl/",
    "wget/",
    "python-",
    "go-http-client",
    "java/",
    "okhttp"
  };

  private LinkPreviews() {}

  /**
   * @param userAgent as sent, or {@code null}; a browser always sends one
   * @param purpose of {@code Sec-Purpose}, or {@code null}
   * @param destination of {@code Sec-Fetch-Dest}, or {@code null}: a person opens a document
   */
  static boolean isOne(String userAgent, String purpose, String destination) {
    if (userAgent == null || userAgent.isBlank()) {
      return true;
    }
    boolean ahead = purpose != null && purpose.toLowerCase(Locale.ROOT).contains("prefetch");
    if (ahead || (destination != null && !destination.equals("document"))) {
      return true;
    }
    String name = userAgent.toLowerCase(Locale.ROOT);
    return Stream.of(NAMES).anyMatch(name::contains);
  }
}

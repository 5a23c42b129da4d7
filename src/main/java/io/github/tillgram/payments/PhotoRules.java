package io.github.tillgram.payments;

import io.github.tillgram.invoice.Photo;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Telegram drops an address that it cannot parse without a word. */
final class PhotoRules {

  private static final int LONGEST_URL = 2_048;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private PhotoRules() {}

  static void check(Findings findings, Photo photo) {
    if (photo.url() == null || !isAddress(photo.url())) {
      findings.add(
          "photo.url",
          "must be an absolute http or https address of at most 2048 characters, with anything but"
              + " ASCII percent-encoded");
    }
    positive(findings, "photo.size", photo.size());
    positive(findings, "photo.width", photo.width());
    positive(findings, "photo.height", photo.height());
  }

  private static boolean isAddress(String url) {
    try {
      URI address = new URI(url);
      return url.length() <= LONGEST_URL
          && url.equals(address.toASCIIString())
          && address.getHost() != null
          && SCHEMES.contains(address.getScheme());
    } catch (URISyntaxException unparsable) {
      return false;
    }
  }

  private static void positive(Findings findings, String field, Integer value) {
    if (value != null && value < 1) {
      findings.add(field, "must be at least 1; leave it out if it is not known");
    }
  }
}

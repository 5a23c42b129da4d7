package io.github.tillgram.apay.onboarding;

import java.util.regex.Pattern;

/**
 * Whether a text looks like somebody's keys, whoever wrote it, whole or in part, rightly or
 * wrongly. Too many is no harm: what is taken for a key and is none can be written again.
 */
final class CredentialScan {

  /** Nobody writes such words: long and with a digit, or longer than any word. */
  private static final Pattern KEY =
      Pattern.compile("(?=[A-Za-z]*[0-9])[A-Za-z0-9]{16,}|[A-Za-z0-9]{28,}");

  private static final Pattern LABELLED =
      Pattern.compile("(?:api|access|private)[ _-]?key\\W*?[:=]\\s*\\S", Pattern.CASE_INSENSITIVE);

  private static final Pattern INVISIBLE = Pattern.compile("[\u200B-\u200D\u2060\uFEFF\u00AD]");

  private CredentialScan() {}

  /**
   * @param text {@code null} where nothing was written
   */
  static boolean suspects(String text) {
    if (text == null) {
      return false;
    }
    String visible = INVISIBLE.matcher(text).replaceAll("");
    return KEY.matcher(visible).find() || LABELLED.matcher(visible).find();
  }
}

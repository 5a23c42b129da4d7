package io.github.tillgram.telegram.client;

import io.github.tillgram.security.Secret;
import java.util.regex.Pattern;

/**
 * What a call is made with. The token is part of the path of every call, so nothing but a
 * well-formed one ever gets that far.
 *
 * @param testServers whether the bot lives on Telegram's test servers
 */
public record BotCredentials(Secret token, boolean testServers) {

  private static final Pattern TOKEN = Pattern.compile("[0-9]{1,19}:[A-Za-z0-9_-]{30,64}");

  public BotCredentials {
    if (!isToken(token.reveal())) {
      throw new IllegalArgumentException("not a bot token");
    }
  }

  /** Whether this has the form of a token from @BotFather: digits, a colon, 30 or more letters. */
  public static boolean isToken(String candidate) {
    return TOKEN.matcher(candidate).matches();
  }

  String path() {
    return testServers ? token.reveal() + "/test" : token.reveal();
  }
}

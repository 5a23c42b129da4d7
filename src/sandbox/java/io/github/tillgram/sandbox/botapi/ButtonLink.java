package io.github.tillgram.sandbox.botapi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a button: http, https or tg; without any of them http is meant. A host needs a
 * dot, as on Telegram, except localhost: there the service of a newcomer listens.
 */
final class ButtonLink {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://.*");
  private static final Set<String> WEB = Set.of("http", "https");
  private static final int LAST_PORT = 65_535;

  private ButtonLink() {}

  static void check(String link) {
    String complaint = link.toLowerCase(Locale.ROOT).startsWith("tg:") ? tg(link) : web(link);
    if (!complaint.isEmpty()) {
      throw ApiFailure.badRequest(
          "inline keyboard button URL '" + link + "' is invalid: " + complaint);
    }
  }

  private static String tg(String link) {
    return link.matches("(?i)tg:(//)?[a-z0-9_-]+([/?#].*)?") ? "" : "Wrong tg URL";
  }

  private static String web(String link) {
    Matcher scheme = SCHEME.matcher(link);
    boolean named = scheme.matches();
    if (named && !WEB.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
      return "Unsupported URL protocol";
    }
    try {
      URI uri = new URI(named ? link : "http://" + link).parseServerAuthority();
      if (uri.getHost() == null) {
        return "URL host is empty";
      }
      if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
        return "Wrong port number specified in the URL";
      }
      boolean whole = uri.getHost().contains(".") || uri.getHost().startsWith("[");
      return whole || uri.getHost().equals("localhost") ? "" : "Wrong HTTP URL";
    } catch (URISyntaxException e) {
      return "Wrong HTTP URL";
    }
  }
}

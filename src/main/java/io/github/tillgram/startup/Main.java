package io.github.tillgram.startup;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The process. Settings are checked before the first class of the application is touched: later its
 * parts would fail one by one, each in its own words, some of them repeating what they were given.
 *
 * <p>It is the main class of the package alone, which is why it has a name: in development the
 * sandbox brings the settings, and it is there only once the application is.
 */
@QuarkusMain(name = "tillgram")
public final class Main {

  private static final int FAILED = 1;

  private Main() {}

  public static void main(String... arguments) {
    List<String> findings = SettingsCheck.ofThisProcess().findings();
    if (findings.isEmpty()) {
      Quarkus.run(arguments);
    } else {
      System.err.println(message(findings));
      System.exit(FAILED);
    }
  }

  private static String message(List<String> findings) {
    return findings.stream()
        .collect(
            Collectors.joining("\n  - ", "Tillgram cannot start, mend these settings:\n  - ", ""));
  }
}

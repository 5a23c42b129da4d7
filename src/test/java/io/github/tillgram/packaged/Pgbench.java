package io.github.tillgram.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What the database does when nobody but its own load tool asks it. */
final class Pgbench {

  private static final Path SERVERS = Path.of("/usr/lib/postgresql");
  private static final Path SCRIPT = Path.of("src/test/resources/load/one-checkout.sql");
  private static final Pattern RATE = Pattern.compile("tps = ([0-9]+)");

  private Pgbench() {}

  /** Pre-checkouts per second, one statement and one commit each. */
  static long oneCheckoutEach(Postgres database, int invoices, int connections)
      throws IOException, InterruptedException {
    ProcessBuilder pgbench =
        new ProcessBuilder(
            List.of(
                program().toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + connections,
                "--time=10",
                "--define=invoices=" + invoices,
                "--define=bot=" + database.text("SELECT id FROM bot"),
                "--file=" + SCRIPT,
                "--host=localhost",
                "--port=" + database.port(),
                "--username=" + database.username(),
                database.name()));
    pgbench.environment().put("PGPASSWORD", database.password());
    Process process = pgbench.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
    Matcher rate = RATE.matcher(output);
    if (!rate.find()) {
      throw new IllegalStateException(output);
    }
    return Long.parseLong(rate.group(1));
  }

  private static Path program() throws IOException {
    try (Stream<Path> versions = Files.exists(SERVERS) ? Files.list(SERVERS) : Stream.empty()) {
      return versions
          .map(version -> version.resolve("bin/pgbench"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseGet(() -> Assumptions.abort("needs pgbench (Debian: apt-get install postgresql)"));
    }
  }
}

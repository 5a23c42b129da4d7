package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator reads when the settings are not right. */
class SettingsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aStartWithoutSettingsEndsWithOneMessageThatListsWhatIsMissing() throws Exception {
    String said = startThatFails(Map.of());

    assertThat(said.lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Tillgram cannot start, mend these settings:"),
            line -> assertThat(line).startsWith("  - TILLGRAM_DATABASE_URL is missing"),
            line -> assertThat(line).startsWith("  - TILLGRAM_PUBLIC_URL is missing"),
            line -> assertThat(line).startsWith("  - TILLGRAM_ADMIN_KEY is missing"),
            line -> assertThat(line).startsWith("  - TILLGRAM_ENCRYPTION_KEYS is missing"));
  }

  @Test
  void malformedSettingsAreListedTogetherAndNeverRepeated() throws Exception {
    String said =
        startThatFails(
            Map.of(
                "TILLGRAM_DATABASE_URL", "postgresql://me:hidden@localhost/tillgram",
                "TILLGRAM_PUBLIC_URL", "hidden",
                "TILLGRAM_ADMIN_KEY", "hidden",
                "TILLGRAM_ENCRYPTION_KEYS", "k1:hidden!",
                "TILLGRAM_CHECKOUT_BUDGET", "soon"));

    assertThat(said.lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Tillgram cannot start, mend these settings:"),
            line -> assertThat(line).startsWith("  - TILLGRAM_DATABASE_URL must have the form"),
            line -> assertThat(line).startsWith("  - TILLGRAM_PUBLIC_URL must be"),
            line -> assertThat(line).startsWith("  - TILLGRAM_ADMIN_KEY is too short"),
            line -> assertThat(line).startsWith("  - TILLGRAM_ENCRYPTION_KEYS: the key of entry 1"),
            line -> assertThat(line).startsWith("  - TILLGRAM_CHECKOUT_BUDGET is malformed"));
    assertThat(said).doesNotContain("hidden");
  }

  private static String startThatFails(Map<String, String> settings) throws InterruptedException {
    try (ServiceProcess service = ServiceProcess.start(settings)) {
      assertThat(service.awaitExit(PATIENCE)).isEqualTo(1);
      return service.log();
    }
  }
}

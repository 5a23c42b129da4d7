package io.github.tillgram.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says of every table how long its rows are kept. */
@QuarkusTest
class ForgottenTableTest {

  private static final Path README = Path.of("README.md");

  /** Which migrations were made is no business of ours. */
  private static final String OF_FLYWAY = "flyway_schema_history";

  @Inject Database database;

  @Test
  void everyTableIsListedOnce() {
    List<Object> tables =
        database.column(
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
                + " AND table_type = 'BASE TABLE' AND table_name <> ?",
            OF_FLYWAY);

    assertThat(rows().flatMap(row -> row.names(0).stream()))
        .hasSizeGreaterThan(30)
        .containsExactlyInAnyOrderElementsOf(tables.stream().map(Object::toString).toList());
  }

  @Test
  void everySettingThatIsNamedIsOneAndEverySettingIsNamed() throws IOException {
    List<String> named =
        rows()
            .flatMap(row -> row.names(2).stream())
            .filter(name -> name.startsWith("TILLGRAM_"))
            .distinct()
            .toList();
    String sources =
        Files.readString(
            Path.of("src/main/java/io/github/tillgram/database/RetentionSettings.java"));

    assertThat(named.stream().filter(name -> name.startsWith("TILLGRAM_RETENTION_")))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(sources)
                    .contains("\"" + name.substring("TILLGRAM_RETENTION_".length()) + "\""));
    assertThat(sources.split("atLeast\\(\"")).hasSize(1 + (int) count(named));
  }

  private static long count(List<String> named) {
    return named.stream().filter(name -> name.startsWith("TILLGRAM_RETENTION_")).count();
  }

  private static Stream<MarkdownTable.Row> rows() {
    return MarkdownTable.rows(README, "## What is forgotten").stream();
  }
}

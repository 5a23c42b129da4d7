package io.github.tillgram.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.docs.MarkdownTable.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every oddity in {@code src/docs/oddities.md} has tests, and they exist. */
class OdditiesTest {

  private static final Path DOCUMENT = Path.of("src", "docs", "oddities.md");

  @ParameterizedTest
  @ValueSource(
      strings = {"## The life of an invoice", "## Amounts", "## Webhooks", "## Errors and rates"})
  void everyOddityHasATestThatExists(String heading) {
    List<String> wrong = new ArrayList<>();
    for (Row row : MarkdownTable.rows(DOCUMENT, heading)) {
      List<String> tests = row.names(1);
      if (tests.isEmpty() || tests.stream().anyMatch(test -> !test.contains("#"))) {
        wrong.add("name a test as Class#method for: " + row.cell(0));
      }
      tests.forEach(test -> new ProjectClasses().problemOfTest(test).ifPresent(wrong::add));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void anOddityIsListedOnce() {
    assertThat(
            Stream.of(
                    "## The life of an invoice", "## Amounts", "## Webhooks", "## Errors and rates")
                .flatMap(heading -> MarkdownTable.rows(DOCUMENT, heading).stream())
                .map(row -> row.cell(0)))
        .doesNotHaveDuplicates();
  }
}

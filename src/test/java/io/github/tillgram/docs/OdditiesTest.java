package io.github.tillgram.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.docs.MarkdownTable.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every oddity in {@code src/docs/oddities.md} has tests of its own, and they exist. */
class OdditiesTest {

  private static final Path DOCUMENT = Path.of("src", "docs", "oddities.md");

  private static final List<String> HEADINGS =
      List.of("## The life of an invoice", "## Amounts", "## Webhooks", "## Errors and rates");

  @ParameterizedTest
  @FieldSource("HEADINGS")
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
    assertThat(rows().map(row -> row.cell(0))).doesNotHaveDuplicates();
  }

  /** A test that holds two oddities says of neither which one broke. */
  @Test
  void everyOddityHasTestsOfItsOwn() {
    assertThat(rows().flatMap(row -> row.names(1).stream())).doesNotHaveDuplicates();
  }

  private static Stream<Row> rows() {
    return HEADINGS.stream().flatMap(heading -> MarkdownTable.rows(DOCUMENT, heading).stream());
  }
}

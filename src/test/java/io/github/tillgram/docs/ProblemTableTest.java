package io.github.tillgram.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.docs.MarkdownTable.Row;
import io.github.tillgram.problem.ProblemType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares {@code src/docs/problems.md} with the code, which says what to write into the table. */
class ProblemTableTest {

  private static final Path DOCUMENT = Path.of("src", "docs", "problems.md");

  @Test
  void everyTypeIsThereWithItsMeaningAndHowToMendIt() {
    assertThat(MarkdownTable.rows(DOCUMENT, "## Types").stream().map(Row::cells))
        .containsExactlyElementsOf(
            Arrays.stream(ProblemType.values()).map(ProblemTableTest::cells).toList());
  }

  private static List<String> cells(ProblemType type) {
    return List.of(
        "`" + type.uri() + "`", Integer.toString(type.status()), type.title(), type.advice());
  }
}

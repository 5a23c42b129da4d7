package io.github.tillgram.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table below a heading of one of our documents. */
final class MarkdownTable {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final int HEADER_LINES = 2;

  private MarkdownTable() {}

  /** One line of the table. */
  record Row(List<String> cells) {

    String cell(int column) {
      return cells.get(column);
    }

    /** The names in a cell: what stands between back-ticks. */
    List<String> names(int column) {
      return CODE.matcher(cell(column)).results().map(name -> name.group(1)).toList();
    }
  }

  static List<Row> rows(Path document, String heading) {
    List<Row> rows =
        lines(document)
            .dropWhile(line -> !line.equals(heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("#"))
            .filter(line -> line.startsWith("|"))
            .skip(HEADER_LINES)
            .map(MarkdownTable::row)
            .toList();
    if (rows.isEmpty()) {
      throw new IllegalStateException(document + " has no table below " + heading);
    }
    return rows;
  }

  private static Row row(String line) {
    String inner = line.substring(1, line.lastIndexOf('|'));
    return new Row(Arrays.stream(inner.split("\\|")).map(String::strip).toList());
  }

  private static Stream<String> lines(Path document) {
    try {
      return Files.readAllLines(document).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

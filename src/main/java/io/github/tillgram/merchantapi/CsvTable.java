package io.github.tillgram.merchantapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows as RFC 4180 writes them. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it, and so does one that begins with an apostrophe: whoever takes one off has
 * the text again.
 */
final class CsvTable<T> {

  private static final String MISREAD = "=+-@\t\r\n'";

  private final List<String> names = new ArrayList<>();
  private final List<Function<T, ?>> values = new ArrayList<>();

  /** Of our own making: an id, a number, a time, a constant; or one of these, if there is one. */
  CsvTable<T> column(String name, Function<T, ?> value) {
    names.add(name);
    values.add(value);
    return this;
  }

  /** In somebody else's words. */
  CsvTable<T> text(String name, Function<T, Optional<String>> value) {
    return column(name, value.andThen(text -> text.map(CsvTable::harmless)));
  }

  private static String harmless(String text) {
    return !text.isEmpty() && MISREAD.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  String head() {
    return write(List.of(names));
  }

  String rows(List<T> rows) {
    return write(rows.stream().map(this::cells).toList());
  }

  private List<Object> cells(T row) {
    List<Object> cells = new ArrayList<>(values.size());
    for (Function<T, ?> value : values) {
      Object cell = value.apply(row);
      cells.add(cell instanceof Optional<?> ? ((Optional<?>) cell).orElse(null) : cell);
    }
    return cells;
  }

  private static String write(List<? extends List<?>> records) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      for (List<?> record : records) {
        printer.printRecord(record);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}

package io.github.tillgram.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.observability.Meters;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README says of every meter what it says. */
class MetersTableTest {

  @Test
  void everyMeterIsInTheTable() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .map(String::strip)
            .filter(line -> line.startsWith("| `tillgram_"))
            .toList();

    assertThat(names())
        .hasSizeGreaterThan(30)
        .allSatisfy(
            name ->
                assertThat(rows)
                    .as(name)
                    .anyMatch(row -> row.matches(".*`" + name + "(_total|_seconds)?[{`].*")));
  }

  private static List<String> names() {
    return Arrays.stream(Meters.class.getFields())
        .map(MetersTableTest::value)
        .map(name -> name.replace('.', '_'))
        .toList();
  }

  private static String value(Field meter) {
    try {
      return meter.get(null).toString();
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }
}

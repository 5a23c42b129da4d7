package io.github.tillgram.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tillgram.event.EventShape;
import io.github.tillgram.event.EventShapes;
import io.github.tillgram.event.Fact;
import io.github.tillgram.event.InvoiceFacts;
import io.github.tillgram.notification.delivery.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code src/docs/events.md} lists what {@link EventShapes} declares: below its marker it is
 * written by {@code ./mvnw test -Dtest='Event*Test' -Devents.write=true}.
 */
class EventsDocumentTest {

  private static final Path DOCUMENT = Path.of("src", "docs", "events.md");
  private static final String MARKER =
      "<!-- Below this line: ./mvnw test -Dtest='Event*Test' -Devents.write=true -->\n";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void listsWhatIsDeclared() throws IOException {
    String document = Files.readString(DOCUMENT);
    String head = document.substring(0, document.indexOf(MARKER) + MARKER.length());
    if (Boolean.getBoolean("events.write")) {
      Files.writeString(DOCUMENT, head + listing());
    }

    assertThat(Files.readString(DOCUMENT))
        .as("what is declared is written by ./mvnw test -Dtest='Event*Test' -Devents.write=true")
        .isEqualTo(head + listing());
  }

  private static String listing() {
    String types =
        EventShapes.all().stream().map(EventsDocumentTest::section).collect(Collectors.joining());
    return "\n## The invoice of an event\n\n" + table(InvoiceFacts.ALL) + types;
  }

  private static String section(EventShape shape) {
    return "\n## `%s`\n\nVersion %d. %s%s\n\n%s\n```json\n%s\n```\n"
        .formatted(
            shape.type().wireName(),
            shape.version(),
            shape.when(),
            Wanted.USUALLY.contains(shape.type()) ? " Every endpoint hears of it." : "",
            table(shape.facts()),
            example(shape));
  }

  private static String table(List<Fact> facts) {
    return facts.stream()
        .map(EventsDocumentTest::row)
        .collect(
            Collectors.joining(
                "", "| fact | there | kind | what it says |\n|---|---|---|---|\n", ""));
  }

  private static String row(Fact fact) {
    return "| `%s` | %s%s | %s%s | %s |\n"
        .formatted(
            fact.name(),
            fact.required() ? "always" : "sometimes",
            fact.personal() ? ", personal" : "",
            fact.kind().label(),
            fact.values().stream()
                .map(value -> "`" + value + "`")
                .collect(Collectors.joining(", ", fact.values().isEmpty() ? "" : " ", "")),
            fact.says());
  }

  private static String example(EventShape shape) {
    return shape.example().entrySet().stream()
        .map(fact -> "  \"" + fact.getKey() + "\": " + json(fact.getValue()))
        .collect(
            Collectors.joining(
                ",\n",
                "{\"type\": \"%s\", \"timestamp\": \"2026-01-01T00:00:00Z\", \"version\": %d, \"data\": {\n"
                    .formatted(shape.type().wireName(), shape.version()),
                "\n}}"));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("examples are always writable", impossible);
    }
  }
}

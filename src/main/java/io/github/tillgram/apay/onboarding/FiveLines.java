package io.github.tillgram.apay.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the five values out of a message: one on each line, in the order of {@link
 * CredentialField}. Blank lines, blanks around and the guide's own labels do no harm; what is wrong
 * is told by line, and never repeated.
 */
final class FiveLines {

  private static final int LINES = CredentialField.values().length;

  /** Quotes and marks that come along when somebody copies from a formatted page. */
  private static final Pattern MARKS = Pattern.compile("[*`\"'\u200B-\u200D\u2060\uFEFF]");

  private static final Pattern NUMBERED = Pattern.compile("^[1-5][.)]\\s+");

  /** A label, perhaps a colon, perhaps the format in brackets, the value. */
  private static final Pattern LABELLED =
      Pattern.compile(
          Stream.of(CredentialField.values())
                  .map(field -> "(?<" + group(field) + ">" + field.label() + ")")
                  .collect(Collectors.joining("|", "(?:", ")"))
              + "(?=[\\s:=(]|$)\\s*[:=]?\\s*(?:\\([^)]*\\))?\\s*[:=]?\\s*(?<value>.*)",
          Pattern.CASE_INSENSITIVE);

  private FiveLines() {}

  /** What came of reading a message. */
  sealed interface Reading {

    record Complete(ProjectCredentials credentials) implements Reading {}

    /**
     * @param swapped whether lines 2 and 3 look like each other's
     */
    record Faulty(List<Fault> faults, boolean swapped) implements Reading {}
  }

  /**
   * @param line from 1
   */
  record Fault(int line, Kind kind) {

    enum Kind {
      /** Not what belongs on this line. */
      SHAPE,
      /** The first that is not there. */
      MISSING,
      /** The first that is too many. */
      SURPLUS,
      /** The same as the line before. */
      REPEATED
    }
  }

  private record Line(Optional<CredentialField> label, String value) {

    boolean isLabelOnly() {
      return label.isPresent() && value.isEmpty();
    }

    boolean holds(CredentialField field) {
      return label.map(field::equals).orElse(true) && field.fits(value);
    }
  }

  static Reading read(String text) {
    List<Line> lines = joined(text.lines().map(FiveLines::clean).toList());
    if (lines.size() < LINES) {
      return faulty(new Fault(lines.size() + 1, Fault.Kind.MISSING));
    }
    if (lines.size() > LINES) {
      return faulty(new Fault(LINES + 1, Fault.Kind.SURPLUS));
    }
    List<Fault> faults = faults(lines);
    return faults.isEmpty()
        ? new Reading.Complete(ProjectCredentials.of(lines.stream().map(Line::value).toList()))
        : new Reading.Faulty(faults, areSwapped(lines));
  }

  private static List<Fault> faults(List<Line> lines) {
    List<Fault> faults = new ArrayList<>();
    for (CredentialField field : CredentialField.values()) {
      if (!lines.get(field.ordinal()).holds(field)) {
        faults.add(new Fault(field.line(), Fault.Kind.SHAPE));
      }
    }
    CredentialField last = CredentialField.PRIVATE_KEY;
    String access = value(lines, CredentialField.ACCESS_KEY);
    if (last.fits(access) && access.equals(value(lines, last))) {
      faults.removeIf(fault -> fault.line() == last.line());
      faults.add(new Fault(last.line(), Fault.Kind.REPEATED));
    }
    return faults;
  }

  private static boolean areSwapped(List<Line> lines) {
    String project = value(lines, CredentialField.PROJECT_ID);
    String webhook = value(lines, CredentialField.WEBHOOK_ID);
    return !CredentialField.WEBHOOK_ID.fits(webhook)
        && CredentialField.WEBHOOK_ID.fits(project)
        && CredentialField.PROJECT_ID.fits(webhook);
  }

  private static String value(List<Line> lines, CredentialField field) {
    return lines.get(field.ordinal()).value();
  }

  private static Reading faulty(Fault fault) {
    return new Reading.Faulty(List.of(fault), false);
  }

  /** A label may stand on the line above its value. */
  private static List<Line> joined(List<String> cleaned) {
    List<Line> lines = new ArrayList<>();
    for (String text : cleaned) {
      if (text.isEmpty()) {
        continue;
      }
      Line line = parse(text);
      int last = lines.size() - 1;
      if (last >= 0 && lines.get(last).isLabelOnly() && line.label().isEmpty()) {
        lines.set(last, new Line(lines.get(last).label(), line.value()));
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  private static Line parse(String text) {
    Matcher labelled = LABELLED.matcher(text);
    if (!labelled.matches()) {
      return new Line(Optional.empty(), text);
    }
    Optional<CredentialField> label =
        Stream.of(CredentialField.values())
            .filter(field -> labelled.group(group(field)) != null)
            .findFirst();
    return new Line(label, labelled.group("value"));
  }

  private static String clean(String line) {
    String plain = MARKS.matcher(line).replaceAll("").replace('\u00A0', ' ').strip();
    return NUMBERED.matcher(plain).replaceFirst("");
  }

  private static String group(CredentialField field) {
    return "f" + field.ordinal();
  }
}

package io.github.tillgram.payments;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an order. */
final class Findings {

  private final List<Violation> all = new ArrayList<>();

  void add(String field, String message) {
    all.add(new Violation(field, message));
  }

  /** A text of 1 to so many characters that a database can store. */
  void text(String field, String value, int longest) {
    if (value == null || value.isBlank()) {
      add(field, "must not be empty; write 1 to " + longest + " characters");
      return;
    }
    int length = value.codePointCount(0, value.length());
    if (length > longest) {
      add(field, "has " + length + " characters; shorten it to at most " + longest);
    }
    if (value.indexOf('\0') >= 0) {
      add(field, "must not contain the character NUL; remove it");
    }
  }

  void add(Violation violation) {
    all.add(violation);
  }

  List<Violation> all() {
    return all;
  }
}

package io.github.tillgram.apay.onboarding;

import java.util.regex.Pattern;

/** The five values of a project at A-Pay, in the order in which the guide wants them. */
public enum CredentialField {
  API_KEY("api[ _-]?key", Shapes.KEY),
  PROJECT_ID("project[ _-]?id", "[0-9]{1,7}"),
  WEBHOOK_ID("webhook[ _-]?id", "[0-9]{7}"),
  ACCESS_KEY("(?:webhook[ _-]?)?access[ _-]?key", Shapes.KEY),
  PRIVATE_KEY("(?:webhook[ _-]?)?private[ _-]?key", Shapes.KEY);

  private final String label;
  private final Pattern shape;

  CredentialField(String label, String shape) {
    this.label = label;
    this.shape = Pattern.compile(shape);
  }

  /** Whether the value looks like one. */
  public boolean fits(String value) {
    return shape.matcher(value).matches();
  }

  /** What people write before the value, as a regular expression without groups. */
  String label() {
    return label;
  }

  /** Its line, from 1. */
  int line() {
    return ordinal() + 1;
  }

  private static final class Shapes {
    static final String KEY = "[a-z0-9]{32}";
  }
}

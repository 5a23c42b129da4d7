package io.github.tillgram.testsupport;

import java.security.SecureRandom;
import java.util.List;

/** The data of a project at A-Pay that nobody else has. */
public record ApayKeys(
    String apiKey, String projectId, String webhookId, String accessKey, String privateKey) {

  private static final String SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  public static ApayKeys random() {
    return ofProject("1" + digits(6));
  }

  /** Other keys of the same project. */
  public ApayKeys regenerated() {
    return ofProject(projectId);
  }

  private static ApayKeys ofProject(String projectId) {
    return new ApayKeys(key(), projectId, "7" + digits(6), key(), key());
  }

  /** One line for each, as the guide wants them. */
  public String lines() {
    return String.join("\n", values());
  }

  /** The same with one of the lines, from 1, replaced. */
  public String linesWith(int line, String value) {
    String[] lines = values().toArray(String[]::new);
    lines[line - 1] = value;
    return String.join("\n", lines);
  }

  /** What nobody may read in clear. */
  public List<String> secrets() {
    return List.of(apiKey, accessKey, privateKey);
  }

  private List<String> values() {
    return List.of(apiKey, projectId, webhookId, accessKey, privateKey);
  }

  private static String key() {
    StringBuilder key = new StringBuilder();
    RANDOM.ints(31, 0, SIGNS.length()).forEach(sign -> key.append(SIGNS.charAt(sign)));
    return key.append(RANDOM.nextInt(10)).toString();
  }

  private static String digits(int count) {
    StringBuilder digits = new StringBuilder();
    RANDOM.ints(count, 0, 10).forEach(digits::append);
    return digits.toString();
  }
}

package io.github.tillgram.apay.postback;

import java.util.List;
import java.util.Map;

/**
 * A value in a body, and which of its bytes it is made of: from {@code start}, and up to {@code
 * end}, which is no part of it any more. The bytes themselves stay where they are.
 */
sealed interface JsonValue {

  int start();

  int end();

  /** The quotes are part of it. */
  record Text(int start, int end) implements JsonValue {}

  record Number(int start, int end) implements JsonValue {}

  record Bool(int start, int end) implements JsonValue {}

  record Null(int start, int end) implements JsonValue {}

  record Items(int start, int end, List<JsonValue> all) implements JsonValue {}

  /**
   * @param byName the names without their escapes, each of them once
   */
  record Members(int start, int end, Map<String, JsonValue> byName) implements JsonValue {}
}

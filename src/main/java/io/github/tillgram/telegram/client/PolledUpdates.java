package io.github.tillgram.telegram.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Cuts what {@code getUpdates} returns into its updates without understanding them. One that is
 * damaged must not keep the others from being read, nor those behind it from ever coming.
 */
final class PolledUpdates {

  private static final Logger LOG = Logger.getLogger(PolledUpdates.class);
  private static final JsonFactory JSON = new JsonFactory();

  private PolledUpdates() {}

  /**
   * @throws BotApiFailure for everything but {@code "ok": true} and a list
   */
  static List<PolledUpdate> of(int status, String answer) {
    if (status != 200) {
      Envelope.unwrap(status, answer, List.class);
    }
    try {
      return cut(answer);
    } catch (IOException unreadable) {
      throw new BotApiFailure.Unanswered("the updates have an unexpected form");
    }
  }

  private static List<PolledUpdate> cut(String answer) throws IOException {
    List<PolledUpdate> updates = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(answer)) {
      enterResult(parser);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        Long id = idOfObject(parser);
        String body = answer.substring(begin, (int) parser.currentLocation().getCharOffset());
        if (id == null) {
          LOG.warn("Telegram told of an update without an id; it is left out");
        } else {
          updates.add(new PolledUpdate(id, body));
        }
      }
      if (!parser.hasToken(JsonToken.END_ARRAY)) {
        throw new IOException("something that is no object");
      }
    }
    return updates;
  }

  private static void enterResult(JsonParser parser) throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean result = parser.currentName().equals("result");
      JsonToken value = parser.nextToken();
      if (result) {
        require(value == JsonToken.START_ARRAY);
        return;
      }
      parser.skipChildren();
    }
    throw new IOException("no result");
  }

  /** Reads on to the object's end. */
  private static Long idOfObject(JsonParser parser) throws IOException {
    Long id = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isId = parser.currentName().equals("update_id");
      if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && isId) {
        id = parser.getLongValue();
      }
      parser.skipChildren();
    }
    return id;
  }

  private static void require(boolean expected) throws IOException {
    if (!expected) {
      throw new IOException("another form");
    }
  }
}

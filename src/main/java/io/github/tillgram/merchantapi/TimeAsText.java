package io.github.tillgram.merchantapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;

/** A number is no time: some would mean seconds by it, and some milliseconds. */
class TimeAsText extends StdScalarDeserializer<Instant> {

  private static final long serialVersionUID = 1L;

  TimeAsText() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return parser.hasToken(JsonToken.VALUE_STRING)
        ? InstantDeserializer.INSTANT.deserialize(parser, context)
        : (Instant) context.handleUnexpectedToken(Instant.class, parser);
  }
}

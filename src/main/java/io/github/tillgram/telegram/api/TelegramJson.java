package io.github.tillgram.telegram.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * Reads and writes Telegram's JSON: lenient about unknown fields, strict about numbers (a fraction
 * or an overflow is an error, never a rounded amount), about required members, duplicate members
 * and anything behind the end.
 */
public final class TelegramJson {

  private static final int MAX_DEPTH = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .annotationIntrospector(new RequiredIsNotNull())
          .addModule(new SimpleModule().addDeserializer(String.class, new StorableText()))
          .build();

  private static final ObjectReader TREE = MAPPER.readerFor(JsonNode.class);

  private TelegramJson() {}

  /** Parses one JSON text, whatever it is. */
  public static JsonNode tree(byte[] json) throws IOException {
    return TREE.readValue(json);
  }

  /** Reads a part of a tree as one of the wire records. */
  public static <T> T read(JsonNode node, Class<T> type) throws JsonProcessingException {
    return MAPPER.treeToValue(node, type);
  }

  public static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("wire records are always writable", impossible);
    }
  }

  /** Jackson itself takes a required member for given when it is there and null. */
  private static final class RequiredIsNotNull extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated property) {
      boolean required =
          property instanceof AnnotatedMember
              && Boolean.TRUE.equals(hasRequiredMarker((AnnotatedMember) property));
      return required ? JsonSetter.Value.forValueNulls(Nulls.FAIL) : super.findSetterInfo(property);
    }
  }

  /**
   * PostgreSQL stores neither NUL nor half a surrogate pair, and both can stand in a JSON string:
   * they become U+FFFD. No identifier Telegram or we ever issued contains them.
   */
  private static final class StorableText extends StdScalarDeserializer<String> {

    private static final char REPLACEMENT = '\uFFFD';

    StorableText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (String) context.handleUnexpectedToken(String.class, parser);
      }
      return storable(parser.getText());
    }

    private static String storable(String text) {
      StringBuilder cleaned = null;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (pair) {
          i++;
        } else if (c == 0 || Character.isSurrogate(c)) {
          cleaned = cleaned == null ? new StringBuilder(text) : cleaned;
          cleaned.setCharAt(i, REPLACEMENT);
        }
      }
      return cleaned == null ? text : cleaned.toString();
    }
  }
}

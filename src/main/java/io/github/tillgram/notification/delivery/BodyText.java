package io.github.tillgram.notification.delivery;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The beginning of an answer's body, as text that can be stored and shown. */
final class BodyText {

  private static final int KEPT = 1024;

  private final Buffer kept = Buffer.buffer();

  void take(Buffer chunk) {
    kept.appendBuffer(chunk, 0, Math.min(chunk.length(), KEPT - kept.length()));
  }

  /** A character that the limit cut through is left out; what is no text becomes U+FFFD. */
  @Override
  public String toString() {
    CharBuffer text = CharBuffer.allocate(KEPT);
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(kept.getBytes()), text, false);
    return text.flip()
        .codePoints()
        .filter(
            character ->
                character == '\n' || character == '\t' || !Character.isISOControl(character))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

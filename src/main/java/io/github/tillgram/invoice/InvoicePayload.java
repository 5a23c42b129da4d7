package io.github.tillgram.invoice;

import io.github.tillgram.security.RandomTokens;
import java.nio.charset.StandardCharsets;

/**
 * The name an invoice has outside: unguessable, and without a meaning to anybody else. At most 128
 * bytes; ours are 22 letters.
 */
public record InvoicePayload(String value) {

  static final int MAX_BYTES = 128;

  public InvoicePayload {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("payload must have 1 to 128 bytes, not " + bytes);
    }
  }

  static InvoicePayload next() {
    return new InvoicePayload(RandomTokens.name());
  }
}

package io.github.tillgram.security;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where a ciphertext belongs. It is bound into the ciphertext, so that one copied to another row or
 * column does not decrypt there.
 */
public record Place(String table, String column, UUID rowId) {

  byte[] associatedData() {
    return (table + "." + column + "." + rowId).getBytes(StandardCharsets.UTF_8);
  }
}

package io.github.tillgram.security;

import java.util.List;

/**
 * Names the columns in which a feature keeps ciphertexts, so that all of them are found when keys
 * change. Found by CDI; each feature that encrypts has one.
 */
public interface EncryptedColumns {

  List<Column> encryptedColumns();

  /** A column of type text in a table whose key is {@code id}, a UUID. */
  record Column(String table, String name) implements Comparable<Column> {

    /** How people and the books of a re-encryption know it. */
    String place() {
      return table + "." + name;
    }

    @Override
    public int compareTo(Column other) {
      return place().compareTo(other.place());
    }
  }
}

package io.github.tillgram.security;

import java.util.List;
import java.util.Optional;

/**
 * Names the columns in which a feature keeps ciphertexts, so that all of them are found when keys
 * change. Found by CDI; each feature that encrypts has one.
 */
public interface EncryptedColumns {

  List<Column> encryptedColumns();

  /**
   * A column of type text in a table whose key is {@code id}, a UUID.
   *
   * @param index the column that holds the {@link BlindIndex} of the same text, if there is one
   */
  record Column(String table, String name, Optional<String> index) implements Comparable<Column> {

    public Column(String table, String name) {
      this(table, name, Optional.empty());
    }

    public static Column indexed(String table, String name, String index) {
      return new Column(table, name, Optional.of(index));
    }

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

package io.github.tillgram.security;

import io.github.tillgram.security.EncryptedColumns.Column;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every column that holds ciphertexts, in a fixed order, and the statements about all of them. */
@ApplicationScoped
class Ciphertexts {

  private final List<Column> columns;

  Ciphertexts(@All List<EncryptedColumns> features) {
    this.columns =
        features.stream().flatMap(feature -> feature.encryptedColumns().stream()).sorted().toList();
  }

  /** The column of this place, or the one that follows where it would stand. */
  Optional<Column> from(String place) {
    return columns.stream().filter(column -> column.place().compareTo(place) >= 0).findFirst();
  }

  Optional<Column> after(Column column) {
    return columns.stream().filter(other -> other.compareTo(column) > 0).findFirst();
  }

  /** How many ciphertexts each key wrote: {@code place}, {@code key_id}, {@code n}. */
  String census() {
    return columns.stream().map(Ciphertexts::census).collect(Collectors.joining(" UNION ALL "));
  }

  private static String census(Column column) {
    return """
    SELECT '%s' AS place, %s AS key_id, count(*) AS n
    FROM %s WHERE %s IS NOT NULL GROUP BY 2
    """
        .formatted(column.place(), keyIdOf(column), column.table(), column.name());
  }

  /**
   * At most $3 rows behind the id $1 whose ciphertext is not of the key $2, in order: {@code id},
   * {@code ciphertext}.
   */
  static String stale(Column column) {
    return """
    SELECT id, %1$s AS ciphertext FROM %2$s
    WHERE id > $1 AND %1$s IS NOT NULL AND %3$s <> $2 ORDER BY id LIMIT $3
    """
        .formatted(column.name(), column.table(), keyIdOf(column));
  }

  /** Replaces ciphertexts (ids $1, old $2, new $3) that nobody else replaced meanwhile. */
  static String replace(Column column) {
    return """
    UPDATE %2$s SET %1$s = renewed.fresh
    FROM unnest($1::uuid[], $2::text[], $3::text[]) AS renewed (id, stale, fresh)
    WHERE %2$s.id = renewed.id AND %2$s.%1$s = renewed.stale
    """
        .formatted(column.name(), column.table());
  }

  /** Reads no more of a long ciphertext than its beginning. */
  private static String keyIdOf(Column column) {
    return "split_part(left(%s, %d), '.', 1)"
        .formatted(column.name(), EncryptionKeys.LONGEST_ID + 1);
  }
}

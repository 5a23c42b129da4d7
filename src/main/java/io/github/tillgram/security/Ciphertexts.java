package io.github.tillgram.security;

import io.github.tillgram.security.EncryptedColumns.Column;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * How many ciphertexts and blind indexes each key wrote: {@code place}, {@code key_id}, {@code
   * n}.
   */
  String census() {
    return columns.stream()
        .flatMap(
            column ->
                Stream.concat(Stream.of(column.name()), column.index().stream())
                    .map(name -> census(column.table(), name)))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static String census(String table, String name) {
    return """
    SELECT '%1$s.%2$s' AS place, %3$s AS key_id, count(*) AS n
    FROM %1$s WHERE %2$s IS NOT NULL GROUP BY 2
    """
        .formatted(table, name, keyIdOf(name));
  }

  /**
   * At most $3 rows behind the id $1 whose ciphertext or blind index is not of the key $2, in
   * order: {@code id}, {@code ciphertext}.
   */
  static String stale(Column column) {
    String ofAnotherKey =
        Stream.concat(Stream.of(column.name()), column.index().stream())
            .map(name -> keyIdOf(name) + " <> $2")
            .collect(Collectors.joining(" OR "));
    return """
    SELECT id, %1$s AS ciphertext FROM %2$s
    WHERE id > $1 AND %1$s IS NOT NULL AND (%3$s) ORDER BY id LIMIT $3
    """
        .formatted(column.name(), column.table(), ofAnotherKey);
  }

  /**
   * Replaces ciphertexts, and the blind indexes beside them (ids $1, old $2, new $3, indexes $4),
   * that nobody else replaced meanwhile.
   */
  static String replace(Column column) {
    String index = column.index().map(name -> ", " + name + " = renewed.index").orElse("");
    return """
    UPDATE %2$s SET %1$s = renewed.fresh%3$s
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS renewed (id, stale, fresh, index)
    WHERE %2$s.id = renewed.id AND %2$s.%1$s = renewed.stale
    """
        .formatted(column.name(), column.table(), index);
  }

  /** Reads no more of a long ciphertext than its beginning. */
  private static String keyIdOf(String name) {
    return "split_part(left(%s, %d), '.', 1)".formatted(name, EncryptionKeys.LONGEST_ID + 1);
  }
}

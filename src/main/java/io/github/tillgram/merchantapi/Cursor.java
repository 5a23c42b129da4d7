package io.github.tillgram.merchantapi;

import io.github.tillgram.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Where a page ends. Opaque to callers; a page never shifts when something new is created. */
final class Cursor {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  private Cursor() {}

  static Optional<UUID> read(String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      if (bytes.remaining() == 2 * Long.BYTES) {
        return Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
      }
    } catch (IllegalArgumentException malformed) {
      // said below
    }
    throw ProblemException.invalid("cursor", "must be the nextCursor of an earlier page");
  }

  static int limit(Integer limit) {
    int asked = limit == null ? DEFAULT_LIMIT : limit;
    if (asked < 1 || asked > MAX_LIMIT) {
      throw ProblemException.invalid("limit", "must lie between 1 and 200");
    }
    return asked;
  }

  /** A page out of one row more than was asked for, which tells whether there is another page. */
  static <T, V> PageView<V> page(
      List<T> rows, int limit, Function<T, UUID> id, Function<T, V> view) {
    boolean more = rows.size() > limit;
    List<T> shown = more ? rows.subList(0, limit) : rows;
    String next = more ? write(id.apply(shown.get(limit - 1))) : null;
    return new PageView<>(shown.stream().map(view).toList(), next);
  }

  /** For lists that are in the order of positions. */
  static UUID of(long position) {
    return new UUID(0, position);
  }

  static String write(UUID id) {
    ByteBuffer bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}

package io.github.tillgram.privacy;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody who pays, as one merchant knows him. What other merchants know of him is theirs.
 *
 * @param id his id at Telegram, above 0
 */
public record Payer(UUID merchantId, long id) {

  /** Stands where an id must be, once the payer is erased; Telegram gives it to nobody. */
  public static final long NOBODY = 0;

  /**
   * Changes rows in the caller's transaction, and tells how many.
   *
   * @param statement names {@code :merchantId} and {@code :payerId}
   */
  public Uni<Integer> change(String statement) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(statement)
                    .setParameter("merchantId", merchantId)
                    .setParameter("payerId", id)
                    .executeUpdate());
  }

  /**
   * The same, one after the other; tells how many rows of each kind there were.
   *
   * @param statements in their order, with the kind of what each changes
   */
  public Uni<Map<RecordKind, Integer>> change(Map<String, RecordKind> statements) {
    Map<RecordKind, Integer> counts = new EnumMap<>(RecordKind.class);
    Uni<Void> changed = Uni.createFrom().voidItem();
    for (Map.Entry<String, RecordKind> one : statements.entrySet()) {
      changed =
          changed
              .chain(() -> change(one.getKey()))
              .invoke(count -> counts.merge(one.getValue(), count, Integer::sum))
              .replaceWithVoid();
    }
    return changed.replaceWith(counts);
  }

  /**
   * Reads one column in the caller's transaction.
   *
   * @param query names {@code :merchantId} and {@code :payerId}
   */
  public <T> Uni<List<T>> read(String query, Class<T> type) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(query, type)
                    .setParameter("merchantId", merchantId)
                    .setParameter("payerId", id)
                    .getResultList());
  }
}

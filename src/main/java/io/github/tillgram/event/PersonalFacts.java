package io.github.tillgram.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Erases what events tell of a person, with the salt of its digest; the hashes stay, and so the
 * chain holds. An event that has no place yet is bound by no hash: there it is left out, while
 * nobody seals.
 */
@ApplicationScoped
public class PersonalFacts {

  /** Whoever holds the baton seals; it is given back when the transaction ends. */
  private static final String TAKE_BATON =
      "SELECT count(*) FROM (SELECT FROM event_chain"
          + " WHERE merchant_id = '00000000-0000-0000-0000-000000000000' FOR UPDATE) AS held";

  /** Word for word what {@code invoice_event_person_ix} is made of. */
  private static final String ERASE =
      """
      UPDATE invoice_event SET personal = NULL, personal_salt = NULL
      WHERE merchant_id = :merchantId AND personal IS NOT NULL
        AND coalesce(personal::json ->> 'payerId', personal::json ->> 'chatId') = :person
      """;

  private static final String LEAVE_OUT =
      """
      UPDATE invoice_event SET data = (data::jsonb - ARRAY[%s])::text
      WHERE merchant_id = :merchantId AND position IS NULL
        AND coalesce(data::json ->> 'payerId', data::json ->> 'chatId') = :person
      """
          .formatted(
              EventShapes.personal().stream()
                  .map(fact -> "'" + fact + "'")
                  .collect(Collectors.joining(", ")));

  /** In the caller's transaction, and at its end: nothing is sealed until it is over. */
  public Uni<Integer> erase(Mutiny.Session session, UUID merchantId, long person) {
    return session
        .flush()
        .chain(() -> session.createNativeQuery(TAKE_BATON, Long.class).getSingleResult())
        .chain(() -> change(session, ERASE, merchantId, person))
        .chain(
            count ->
                change(session, LEAVE_OUT, merchantId, person).map(unsealed -> count + unsealed));
  }

  private static Uni<Integer> change(
      Mutiny.Session session, String statement, UUID merchantId, long person) {
    return session
        .createNativeQuery(statement)
        .setParameter("merchantId", merchantId)
        .setParameter("person", Long.toString(person))
        .executeUpdate();
  }
}

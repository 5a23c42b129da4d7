package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps what was said of a subscription that no payment has shown yet: updates about subscriptions
 * and messages about payments wait in queues of their own, and either may be first.
 */
@ApplicationScoped
class SubscriptionNotices {

  /** An update that is a day older than another can no longer arrive after it. */
  private static final String KEEP =
      """
      INSERT INTO subscription_notice AS known (invoice_id, payer_id, renewal, update_id, told)
      VALUES (:invoiceId, :payerId, :renewal, :updateId, :told)
      ON CONFLICT (invoice_id, payer_id)
      DO UPDATE SET renewal = excluded.renewal, update_id = excluded.update_id, told = excluded.told,
                    received_at = now()
      WHERE known.update_id < excluded.update_id OR known.received_at < now() - interval '24 hours'
      """;

  private static final String TAKE =
      """
      WITH kept AS (
        DELETE FROM subscription_notice WHERE invoice_id = :invoiceId AND payer_id = :payerId
        RETURNING renewal, update_id, received_at, told
      )
      SELECT renewal, update_id, floor(extract(epoch FROM received_at) * 1000)::bigint, told FROM kept
      WHERE received_at >= :since
      """;

  /**
   * What was said, and by which update.
   *
   * @param told whether it was told already, of the life before
   */
  record Notice(SubscriptionStatus renewal, long updateId, Instant receivedAt, boolean told) {}

  Uni<Void> keep(UUID invoiceId, SubscriptionNews news, boolean told) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(KEEP)
                    .setParameter("invoiceId", invoiceId)
                    .setParameter("payerId", news.payerId())
                    .setParameter("renewal", news.renewal().name())
                    .setParameter("updateId", news.updateId())
                    .setParameter("told", told)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** What was said since the first payment was made; anything older was about an earlier life. */
  Uni<Optional<Notice>> take(UUID invoiceId, long payerId, Instant since) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(TAKE, Object[].class)
                    .setParameter("invoiceId", invoiceId)
                    .setParameter("payerId", payerId)
                    .setParameter("since", since)
                    .getSingleResultOrNull())
        .map(row -> Optional.ofNullable(row).map(SubscriptionNotices::read));
  }

  private static Notice read(Object[] row) {
    return new Notice(
        SubscriptionStatus.valueOf((String) row[0]),
        ((Number) row[1]).longValue(),
        Instant.ofEpochMilli(((Number) row[2]).longValue()),
        (Boolean) row[3]);
  }
}

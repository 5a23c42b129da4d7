package io.github.tillgram.payments.paidmedia;

import io.github.tillgram.database.Ids;
import io.github.tillgram.webhook.IncomingUpdate;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class PaidMediaAccesses implements PanacheRepositoryBase<PaidMediaAccess, UUID> {

  /** An update that names neither charge nor amount is told from its repeat by its id alone. */
  private static final String RECORD =
      """
      INSERT INTO paid_media_access
        (id, bot_id, update_id, merchant_id, paid_media_id, payload, payer_id)
      VALUES (:id, :botId, :updateId, :merchantId,
        (SELECT id FROM paid_media WHERE bot_id = :botId AND payload = :payload),
        :payload, :payerId)
      ON CONFLICT (bot_id, update_id) DO NOTHING
      """;

  /** Ids grow with time; none is ever as large. */
  private static final UUID BEHIND_ALL = new UUID(-1, -1);

  /** Records an access in the caller's transaction; false for a repeat. */
  Uni<Boolean> record(IncomingUpdate update, String payload, long payerId) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(RECORD)
                    .setParameter("id", Ids.next())
                    .setParameter("botId", update.bot().id())
                    .setParameter("updateId", update.updateId())
                    .setParameter("merchantId", update.bot().merchantId())
                    .setParameter("payload", payload)
                    .setParameter("payerId", payerId)
                    .executeUpdate())
        .map(inserted -> inserted == 1);
  }

  public Uni<List<PaidMediaAccess>> of(UUID paidMediaId, Optional<UUID> before, int limit) {
    return find(
            "paidMediaId = ?1 and id < ?2",
            Sort.descending("id"),
            paidMediaId,
            before.orElse(BEHIND_ALL))
        .page(Page.ofSize(limit))
        .list();
  }
}

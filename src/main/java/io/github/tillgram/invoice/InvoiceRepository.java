package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class InvoiceRepository implements PanacheRepositoryBase<Invoice, UUID> {

  /** Does not disturb those who only refer to the bot, such as a new invoice. */
  private static final String LOCK_BOT = "SELECT id FROM bot WHERE id = :botId FOR NO KEY UPDATE";

  private static final Sort NEWEST_FIRST = Sort.descending("id");

  /** An invoice of this merchant; another merchant's does not exist for it. */
  public Uni<Optional<Invoice>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** An invoice of this bot; another bot's does not exist for it. */
  public Uni<Optional<Invoice>> findOfBot(UUID botId, UUID id) {
    return find("id = ?1 and botId = ?2", id, botId).firstResult().map(Optional::ofNullable);
  }

  /** Locks the row until the transaction ends. */
  Uni<Optional<Invoice>> lockOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** Locks the row, which is there, until the transaction ends. */
  Uni<Invoice> lock(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * The only way money finds an invoice: by bot and payload. Locks the row; without an invoice the
   * bot's row, so that a payment and its refund never pass each other unseen.
   */
  Uni<Optional<Invoice>> lockByPayload(UUID botId, String payload) {
    return find("botId = ?1 and payload = ?2", botId, payload)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable)
        .call(found -> found.isPresent() ? Uni.createFrom().voidItem() : lockBot(botId));
  }

  private Uni<?> lockBot(UUID botId) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK_BOT, UUID.class)
                    .setParameter("botId", botId)
                    .getSingleResultOrNull());
  }

  public Uni<List<Invoice>> search(UUID merchantId, InvoiceFilter filter, int limit) {
    StringBuilder query = new StringBuilder("merchantId = :merchantId");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("merchantId", merchantId);
    filter.status().ifPresent(value -> and(query, parameters, "standing = :status", value.name()));
    filter.reference().ifPresent(value -> and(query, parameters, "reference = :reference", value));
    filter.botId().ifPresent(value -> and(query, parameters, "botId = :botId", value));
    filter.createdFrom().ifPresent(value -> and(query, parameters, "createdAt >= :from", value));
    filter.createdTo().ifPresent(value -> and(query, parameters, "createdAt < :to", value));
    filter.before().ifPresent(value -> and(query, parameters, "id < :before", value));
    return find(query.toString(), NEWEST_FIRST, parameters).page(Page.ofSize(limit)).list();
  }

  private static void and(
      StringBuilder query, Map<String, Object> parameters, String condition, Object value) {
    query.append(" and ").append(condition);
    parameters.put(condition.substring(condition.indexOf(':') + 1), value);
  }
}

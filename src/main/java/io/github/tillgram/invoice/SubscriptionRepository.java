package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class SubscriptionRepository implements PanacheRepositoryBase<Subscription, UUID> {

  private static final Sort NEWEST_FIRST = Sort.descending("id");

  /** A subscription to this merchant; another merchant's does not exist for it. */
  public Uni<Optional<Subscription>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** To be read under the lock of the invoice. */
  Uni<SubscriptionLives> of(UUID invoiceId, long payerId) {
    return find(
            "invoiceId = ?1 and payerId = ?2",
            Sort.descending("startedAt", "id"),
            invoiceId,
            payerId)
        .list()
        .map(SubscriptionLives::new);
  }

  public Uni<List<Subscription>> search(UUID merchantId, SubscriptionFilter filter, int limit) {
    StringBuilder query = new StringBuilder("merchantId = :merchantId");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("merchantId", merchantId);
    filter.status().ifPresent(value -> and(query, parameters, "standing = :status", value.name()));
    filter.botId().ifPresent(value -> and(query, parameters, "botId = :botId", value));
    filter.invoiceId().ifPresent(value -> and(query, parameters, "invoiceId = :invoiceId", value));
    filter.payerId().ifPresent(value -> and(query, parameters, "payerId = :payerId", value));
    filter.before().ifPresent(value -> and(query, parameters, "id < :before", value));
    return find(query.toString(), NEWEST_FIRST, parameters).page(Page.ofSize(limit)).list();
  }

  private static void and(
      StringBuilder query, Map<String, Object> parameters, String condition, Object value) {
    query.append(" and ").append(condition);
    parameters.put(condition.substring(condition.indexOf(':') + 1), value);
  }
}

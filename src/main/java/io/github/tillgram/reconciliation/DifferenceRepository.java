package io.github.tillgram.reconciliation;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@ApplicationScoped
public class DifferenceRepository implements PanacheRepositoryBase<Difference, UUID> {

  private static final Sort NEWEST_FIRST = Sort.descending("id");

  /** The differences of this merchant; another merchant's do not exist for it. */
  public Uni<List<Difference>> search(UUID merchantId, DifferenceFilter filter, int limit) {
    StringBuilder query = new StringBuilder("merchantId = :merchantId");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("merchantId", merchantId);
    filter.botId().ifPresent(value -> and(query, parameters, "botId = :botId", value));
    filter.kind().ifPresent(value -> and(query, parameters, "kind = :kind", value));
    filter.before().ifPresent(value -> and(query, parameters, "id < :before", value));
    filter
        .open()
        .ifPresent(open -> query.append(" and resolvedAt is ").append(open ? "null" : "not null"));
    return find(query.toString(), NEWEST_FIRST, parameters).page(Page.ofSize(limit)).list();
  }

  private static void and(
      StringBuilder query, Map<String, Object> parameters, String condition, Object value) {
    query.append(" and ").append(condition);
    parameters.put(condition.substring(condition.indexOf(':') + 1), value);
  }
}

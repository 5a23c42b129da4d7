package io.github.tillgram.event;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Everything that happened to an invoice, in order. */
@ApplicationScoped
public class Timeline implements PanacheRepositoryBase<Event, Long> {

  /** Adds an entry in the caller's transaction. */
  public Uni<Void> add(UUID merchantId, UUID invoiceId, EventType type, Map<String, ?> data) {
    return add(merchantId, invoiceId, null, type, data);
  }

  /** Adds one that is about a payment, in the caller's transaction. */
  public Uni<Void> add(
      UUID merchantId, UUID invoiceId, UUID paymentId, EventType type, Map<String, ?> data) {
    return persist(new Event(merchantId, invoiceId, paymentId, type, data)).replaceWithVoid();
  }

  /**
   * A part of what happened to an invoice.
   *
   * @param after only what comes after this entry in the order asked for
   */
  public Uni<List<Event>> of(UUID invoiceId, boolean oldestFirst, Optional<Long> after, int limit) {
    String behind = oldestFirst ? " and id > ?2" : " and id < ?2";
    Sort order = oldestFirst ? Sort.ascending("id") : Sort.descending("id");
    return after
        .map(id -> find("invoiceId = ?1" + behind, order, invoiceId, id))
        .orElseGet(() -> find("invoiceId = ?1", order, invoiceId))
        .page(Page.ofSize(limit))
        .list();
  }
}

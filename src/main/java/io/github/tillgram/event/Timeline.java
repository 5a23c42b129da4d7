package io.github.tillgram.event;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Everything that happened to an invoice, in order. */
@ApplicationScoped
public class Timeline implements PanacheRepositoryBase<Event, Long> {

  /** An attacker who keeps pressing Pay makes long timelines; the newest end is what matters. */
  private static final int LONGEST = 1_000;

  /** Adds an entry in the caller's transaction. */
  public Uni<Void> add(UUID merchantId, UUID invoiceId, EventType type, Map<String, ?> data) {
    return add(merchantId, invoiceId, null, type, data);
  }

  /** Adds one that is about a payment, in the caller's transaction. */
  public Uni<Void> add(
      UUID merchantId, UUID invoiceId, UUID paymentId, EventType type, Map<String, ?> data) {
    return persist(new Event(merchantId, invoiceId, paymentId, type, data)).replaceWithVoid();
  }

  /** The latest entries of an invoice, oldest first. */
  public Uni<List<Event>> of(UUID invoiceId) {
    return find("invoiceId = ?1", Sort.descending("id"), invoiceId)
        .page(Page.ofSize(LONGEST))
        .list()
        .map(Timeline::oldestFirst);
  }

  private static List<Event> oldestFirst(List<Event> newestFirst) {
    List<Event> events = new ArrayList<>(newestFirst);
    Collections.reverse(events);
    return events;
  }
}

package io.github.tillgram.payments.paidmedia;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class PaidMediaRepository implements PanacheRepositoryBase<PaidMedia, UUID> {

  /** Ids grow with time; none is ever as large. */
  private static final UUID BEHIND_ALL = new UUID(-1, -1);

  public Uni<Optional<PaidMedia>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  public Uni<List<PaidMedia>> listOwn(UUID merchantId, Optional<UUID> before, int limit) {
    return find(
            "merchantId = ?1 and id < ?2",
            Sort.descending("id"),
            merchantId,
            before.orElse(BEHIND_ALL))
        .page(Page.ofSize(limit))
        .list();
  }

  Uni<Optional<PaidMedia>> findByPayload(UUID botId, String payload) {
    return find("botId = ?1 and payload = ?2", botId, payload)
        .firstResult()
        .map(Optional::ofNullable);
  }
}

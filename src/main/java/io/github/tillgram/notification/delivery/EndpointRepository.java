package io.github.tillgram.notification.delivery;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds a merchant's endpoints; deleted ones are nobody's. */
@ApplicationScoped
public class EndpointRepository implements PanacheRepositoryBase<Endpoint, UUID> {

  private static final UUID NEWEST = new UUID(-1L, -1L);

  private static final String OWN = "id = ?1 and merchantId = ?2 and state <> DELETED";

  public Uni<Optional<Endpoint>> findOwn(UUID merchantId, UUID id) {
    return find(OWN, id, merchantId).firstResult().map(Optional::ofNullable);
  }

  /** Newest first, those older than {@code before}. */
  public Uni<List<Endpoint>> listOwn(UUID merchantId, Optional<UUID> before, int limit) {
    return find(
            "merchantId = ?1 and state <> DELETED and id < ?2",
            Sort.descending("id"),
            merchantId,
            before.orElse(NEWEST))
        .page(Page.ofSize(limit))
        .list();
  }

  Uni<Optional<Endpoint>> lockOwn(UUID merchantId, UUID id) {
    return find(OWN, id, merchantId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }

  Uni<Long> countOwn(UUID merchantId) {
    return count("merchantId = ?1 and state <> DELETED", merchantId);
  }
}

package io.github.tillgram.merchant;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class MerchantRepository implements PanacheRepositoryBase<Merchant, UUID> {

  private static final Sort NEWEST_FIRST = Sort.descending("id");

  /** The weakest lock that only one may have: invoices are issued meanwhile. */
  private static final String HOLD = "SELECT id FROM merchant WHERE id = :id FOR NO KEY UPDATE";

  /**
   * Keeps others who do so away from a merchant until the caller's transaction ends.
   *
   * @return whether there is such a merchant
   */
  Uni<Boolean> hold(UUID id) {
    return getSession()
        .chain(
            session ->
                session.createNativeQuery(HOLD, UUID.class).setParameter("id", id).getResultList())
        .map(found -> !found.isEmpty());
  }

  Uni<List<Merchant>> listAll(Optional<UUID> before, int limit) {
    return before
        .map(id -> find("id <> ?1 and id < ?2", NEWEST_FIRST, Merchants.OPERATOR, id))
        .orElseGet(() -> find("id <> ?1", NEWEST_FIRST, Merchants.OPERATOR))
        .page(Page.ofSize(limit))
        .list();
  }
}

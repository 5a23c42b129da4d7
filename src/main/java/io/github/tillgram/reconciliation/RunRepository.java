package io.github.tillgram.reconciliation;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class RunRepository implements PanacheRepositoryBase<Run, UUID> {

  private static final Sort NEWEST_FIRST = Sort.descending("id");

  /** Ids grow with time; none is ever as large. */
  private static final UUID BEHIND_ALL = new UUID(-1, -1);

  /** The runs of this merchant; another merchant's do not exist for it. */
  public Uni<List<Run>> listOwn(
      UUID merchantId, Optional<UUID> botId, Optional<UUID> before, int limit) {
    UUID behind = before.orElse(BEHIND_ALL);
    return botId
        .map(
            bot ->
                find(
                    "merchantId = ?1 and id < ?2 and botId = ?3",
                    NEWEST_FIRST,
                    merchantId,
                    behind,
                    bot))
        .orElseGet(() -> find("merchantId = ?1 and id < ?2", NEWEST_FIRST, merchantId, behind))
        .page(Page.ofSize(limit))
        .list();
  }
}

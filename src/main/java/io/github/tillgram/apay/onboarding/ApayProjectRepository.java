package io.github.tillgram.apay.onboarding;

import io.github.tillgram.security.EncryptedColumns;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class ApayProjectRepository
    implements PanacheRepositoryBase<ApayProject, UUID>, EncryptedColumns {

  private static final String LOCK =
      "SELECT id FROM merchant WHERE id = :merchantId FOR NO KEY UPDATE";

  private static final Sort NEWEST_FIRST = Sort.descending("id");

  @Override
  public List<Column> encryptedColumns() {
    return ApayProject.ENCRYPTED.stream().map(name -> new Column(ApayProject.TABLE, name)).toList();
  }

  /** A project of this merchant; another merchant's does not exist for it. */
  public Uni<Optional<ApayProject>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  Uni<List<ApayProject>> listOwn(UUID merchantId, Optional<UUID> before, int limit) {
    return before
        .map(id -> find("merchantId = ?1 and id < ?2", NEWEST_FIRST, merchantId, id))
        .orElseGet(() -> find("merchantId = ?1", NEWEST_FIRST, merchantId))
        .page(Page.ofSize(limit))
        .list();
  }

  /** The one with A-Pay's number, in use or not. */
  Uni<Optional<ApayProject>> ofNumber(UUID merchantId, String remoteId) {
    return find("merchantId = ?1 and remoteId = ?2", merchantId, remoteId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** The one in use whose payments are those of this bot alone. */
  Uni<Optional<ApayProject>> ofBot(UUID merchantId, UUID botId) {
    return find("merchantId = ?1 and botId = ?2 and retiredAt is null", merchantId, botId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** Those in use; the first two are enough to know whether there is exactly one. */
  Uni<List<ApayProject>> inUse(UUID merchantId) {
    return find("merchantId = ?1 and retiredAt is null", merchantId).page(Page.ofSize(2)).list();
  }

  /** Whoever changes projects of a merchant does so alone until the transaction ends. */
  Uni<Void> lock(UUID merchantId) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK, UUID.class)
                    .setParameter("merchantId", merchantId)
                    .getSingleResult())
        .replaceWithVoid();
  }
}

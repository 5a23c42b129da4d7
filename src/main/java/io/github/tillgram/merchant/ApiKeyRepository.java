package io.github.tillgram.merchant;

import io.github.tillgram.security.ApiKeyLookup;
import io.github.tillgram.security.MerchantKey;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class ApiKeyRepository implements PanacheRepositoryBase<ApiKey, UUID>, ApiKeyLookup {

  private static final String LIVE =
      " and revokedAt is null and (expiresAt is null or expiresAt > instant)";
  private static final Sort NEWEST_FIRST = Sort.descending("id");

  private final LastUses uses;

  ApiKeyRepository(LastUses uses) {
    this.uses = uses;
  }

  @Override
  @WithSession
  public Uni<Optional<MerchantKey>> liveKey(byte[] digest) {
    return find("digest = ?1" + LIVE, digest)
        .firstResult()
        .map(key -> Optional.ofNullable(key).map(this::used));
  }

  @Override
  @WithSession
  public Uni<Map<ByteBuffer, MerchantKey>> liveKeys(List<ByteBuffer> digests) {
    return find("digest in ?1" + LIVE, digests.stream().map(ByteBuffer::array).toList())
        .list()
        .map(keys -> keys.stream().collect(Collectors.toMap(ApiKey::digest, this::used)));
  }

  Uni<List<ApiKey>> listLive(UUID merchantId) {
    return list("merchantId = ?1" + LIVE, merchantId);
  }

  /** A key of this merchant, live or not. */
  Uni<Optional<ApiKey>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  Uni<List<ApiKey>> listOwn(UUID merchantId, Optional<UUID> before, int limit) {
    return before
        .map(id -> find("merchantId = ?1 and id < ?2", NEWEST_FIRST, merchantId, id))
        .orElseGet(() -> find("merchantId = ?1", NEWEST_FIRST, merchantId))
        .page(Page.ofSize(limit))
        .list();
  }

  private MerchantKey used(ApiKey key) {
    uses.note(key.id());
    return key.toMerchantKey();
  }
}

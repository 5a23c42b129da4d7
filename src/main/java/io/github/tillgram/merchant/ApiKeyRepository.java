package io.github.tillgram.merchant;

import io.github.tillgram.security.ApiKeyLookup;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
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

  @Override
  @WithSession
  public Uni<Optional<UUID>> merchantOf(byte[] digest) {
    return find("digest", digest)
        .firstResult()
        .map(key -> Optional.ofNullable(key).map(ApiKey::merchantId));
  }

  @Override
  @WithSession
  public Uni<Map<ByteBuffer, UUID>> merchantsOf(List<ByteBuffer> digests) {
    return find("digest in ?1", digests.stream().map(ByteBuffer::array).toList())
        .list()
        .map(keys -> keys.stream().collect(Collectors.toMap(ApiKey::digest, ApiKey::merchantId)));
  }
}

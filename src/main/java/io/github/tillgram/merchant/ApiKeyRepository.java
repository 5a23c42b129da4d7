package io.github.tillgram.merchant;

import io.github.tillgram.security.ApiKeyLookup;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ApiKeyRepository implements PanacheRepositoryBase<ApiKey, UUID>, ApiKeyLookup {

  @Override
  @WithSession
  public Uni<Optional<UUID>> merchantOf(byte[] digest) {
    return find("digest", digest)
        .firstResult()
        .map(key -> Optional.ofNullable(key).map(ApiKey::merchantId));
  }
}

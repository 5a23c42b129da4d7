package io.github.tillgram.apay.onboarding;

import io.github.tillgram.security.EncryptedColumns;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKey, UUID>, EncryptedColumns {

  @Override
  public List<Column> encryptedColumns() {
    return SigningKey.ENCRYPTED;
  }

  Uni<List<SigningKey>> byIndex(List<String> indexes, Instant now) {
    return list(
        "accessKeyIndex in ?1 and (validUntil is null or validUntil > ?2) order by id desc",
        indexes,
        now);
  }

  Uni<List<SigningKey>> ofProjects(Collection<UUID> projectIds, Instant now) {
    return projectIds.isEmpty()
        ? Uni.createFrom().item(List.of())
        : list(
            "projectId in ?1 and (validUntil is null or validUntil > ?2) order by id desc",
            projectIds,
            now);
  }

  /** The pair that is not on its way out. */
  Uni<Optional<SigningKey>> currentOf(UUID projectId) {
    return find("projectId = ?1 and validUntil is null", projectId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** Makes the current pair a former one, before there is another. */
  Uni<Void> endCurrent(UUID projectId, Instant validUntil) {
    return currentOf(projectId)
        .invoke(current -> current.ifPresent(key -> key.endAt(validUntil)))
        .chain(this::flush);
  }

  Uni<Void> forgetFormer(UUID projectId) {
    return delete("projectId = ?1 and validUntil is not null", projectId).replaceWithVoid();
  }
}

package io.github.tillgram.apay.onboarding;

import io.github.tillgram.security.BlindIndex;
import io.github.tillgram.security.Encryption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds signers in the database, by the blind index of the access key under every key we have. */
@ApplicationScoped
class StoredSigners implements Signers {

  private final ApayProjectRepository projects;
  private final SigningKeyRepository keys;
  private final BlindIndex indexes;
  private final Encryption encryption;
  private final Clock clock;

  StoredSigners(
      ApayProjectRepository projects,
      SigningKeyRepository keys,
      BlindIndex indexes,
      Encryption encryption,
      Clock clock) {
    this.projects = projects;
    this.keys = keys;
    this.indexes = indexes;
    this.encryption = encryption;
    this.clock = clock;
  }

  @Override
  public Uni<List<Signer>> byAccessKey(String accessKey) {
    List<String> candidates = indexes.candidates(accessKey, SigningKey.ACCESS);
    return Panache.withSession(
        () -> keys.byIndex(candidates, clock.instant()).chain(this::withProjects));
  }

  @Override
  public Uni<List<Signer>> ofProject(String projectKey) {
    return Panache.withSession(
        () ->
            projects
                .list("projectKey", projectKey)
                .map(found -> found.stream().map(ApayProject::id).toList())
                .chain(ids -> keys.ofProjects(ids, clock.instant()))
                .chain(this::withProjects));
  }

  private Uni<List<Signer>> withProjects(List<SigningKey> found) {
    List<UUID> ids = found.stream().map(SigningKey::projectId).distinct().toList();
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : projects.list("id in ?1", ids).map(owners -> signers(found, owners));
  }

  private List<Signer> signers(List<SigningKey> found, List<ApayProject> owners) {
    Map<UUID, ApayProject> byId =
        owners.stream().collect(Collectors.toMap(ApayProject::id, Function.identity()));
    return found.stream().map(key -> signer(key, byId.get(key.projectId()))).toList();
  }

  private Signer signer(SigningKey key, ApayProject owner) {
    SigningKey.Pair pair = key.pair(encryption);
    return new Signer(owner.id(), owner.merchantId(), pair.accessKey(), pair.privateKey());
  }
}

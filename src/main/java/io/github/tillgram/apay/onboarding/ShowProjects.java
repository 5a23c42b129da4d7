package io.github.tillgram.apay.onboarding;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Fingerprints;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a merchant may see of his projects, in the caller's session. */
@ApplicationScoped
public class ShowProjects {

  private final ApayProjectRepository projects;
  private final SigningKeyRepository keys;
  private final Encryption encryption;
  private final Fingerprints fingerprints;
  private final Clock clock;

  ShowProjects(
      ApayProjectRepository projects,
      SigningKeyRepository keys,
      Encryption encryption,
      Fingerprints fingerprints,
      Clock clock) {
    this.projects = projects;
    this.keys = keys;
    this.encryption = encryption;
    this.fingerprints = fingerprints;
    this.clock = clock;
  }

  public Uni<List<ConnectedProject>> list(UUID merchantId, Optional<UUID> before, int limit) {
    return projects.listOwn(merchantId, before, limit).chain(this::shown);
  }

  public Uni<ConnectedProject> of(ApayProject project) {
    return shown(List.of(project)).map(shown -> shown.get(0));
  }

  private Uni<List<ConnectedProject>> shown(List<ApayProject> found) {
    return keys.ofProjects(found.stream().map(ApayProject::id).toList(), clock.instant())
        .map(all -> found.stream().map(project -> shown(project, all)).toList());
  }

  private ConnectedProject shown(ApayProject project, List<SigningKey> all) {
    List<SigningKey> own =
        all.stream().filter(key -> key.projectId().equals(project.id())).toList();
    Optional<SigningKey.Pair> current =
        own.stream()
            .filter(key -> key.validUntil().isEmpty())
            .findFirst()
            .map(key -> key.pair(encryption));
    Optional<Instant> formerUntil =
        own.stream().flatMap(key -> key.validUntil().stream()).max(Comparator.naturalOrder());
    return new ConnectedProject(
        project,
        fingerprints.of(project.apiKey(encryption)),
        current.map(SigningKey.Pair::accessKey).map(fingerprints::of),
        current.map(SigningKey.Pair::privateKey).map(fingerprints::of),
        formerUntil);
  }
}

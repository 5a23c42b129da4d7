package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.apay.onboarding.Signers;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys on a sheet of paper, until projects can be connected. */
@DefaultBean
@ApplicationScoped
class PaperSigners implements Signers {

  private final Map<String, List<Signer>> byProjectKey = new ConcurrentHashMap<>();

  void put(String projectKey, Signer... signers) {
    byProjectKey.put(projectKey, List.of(signers));
  }

  void remove(String projectKey) {
    byProjectKey.remove(projectKey);
  }

  @Override
  public Uni<List<Signer>> byAccessKey(String accessKey) {
    return Uni.createFrom()
        .item(
            () ->
                byProjectKey.values().stream()
                    .flatMap(List::stream)
                    .filter(signer -> signer.accessKey().matches(accessKey))
                    .toList());
  }

  @Override
  public Uni<List<Signer>> ofProject(String projectKey) {
    return Uni.createFrom().item(() -> byProjectKey.getOrDefault(projectKey, List.of()));
  }
}

package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.apay.onboarding.Signers;
import io.github.tillgram.database.PacedLookup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds whose keys may fit a postback: those of the project in its address, or else all that have
 * its access key. What strangers ask for costs little, however many they are: who has failed too
 * often is looked up one after the other, and does not keep the others waiting.
 */
@ApplicationScoped
class FindSigners {

  /** What can be a key of a project's address; anything else is not looked up. */
  private static final Pattern PROJECT_KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** A-Pay's documents disagree about access keys, but none has line breaks or the like. */
  private static final Pattern ACCESS_KEY = Pattern.compile("\\P{C}{1,256}");

  private final Signers signers;
  private final PostbackPermits permits;
  private final PacedLookup<Sought, List<Signer>> ofSuspects;

  FindSigners(Vertx vertx, Signers signers, PostbackPermits permits) {
    this.signers = signers;
    this.permits = permits;
    this.ofSuspects = new PacedLookup<>(vertx, this::oneByOne);
  }

  /** How a project is found. */
  private record Sought(Optional<String> projectKey, String accessKey) {}

  /**
   * Candidates only; the signature decides.
   *
   * @param suspect whether the sender has failed to prove himself too often
   * @throws PostbackRefused when there are none
   */
  Uni<List<Signer>> of(PostbackBody body, Optional<String> projectKey, boolean suspect) {
    Refusal otherwise = projectKey.isPresent() ? Refusal.UNKNOWN_ADDRESS : Refusal.WRONG_ACCESS_KEY;
    return sought(body, projectKey)
        .map(sought -> suspect ? paced(sought) : permits.with(() -> find(sought)))
        .orElseGet(() -> Uni.createFrom().item(List.of()))
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw new PostbackRefused(otherwise);
              }
            });
  }

  private static Optional<Sought> sought(PostbackBody body, Optional<String> projectKey) {
    return projectKey.isPresent()
        ? projectKey
            .filter(key -> PROJECT_KEY.matcher(key).matches())
            .map(key -> new Sought(projectKey, ""))
        : body.accessKey()
            .filter(key -> ACCESS_KEY.matcher(key).matches())
            .map(key -> new Sought(Optional.empty(), key));
  }

  private Uni<List<Signer>> paced(Sought sought) {
    return ofSuspects.find(sought).map(found -> found.orElse(List.of()));
  }

  private Uni<List<Signer>> find(Sought sought) {
    return sought
        .projectKey()
        .map(signers::ofProject)
        .orElseGet(() -> signers.byAccessKey(sought.accessKey()));
  }

  private Uni<Map<Sought, List<Signer>>> oneByOne(List<Sought> all) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(sought -> find(sought).map(found -> Map.entry(sought, found)))
        .collect()
        .asMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}

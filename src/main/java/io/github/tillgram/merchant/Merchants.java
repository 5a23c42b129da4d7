package io.github.tillgram.merchant;

import io.github.tillgram.database.Ids;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.security.ApiKeys;
import io.github.tillgram.security.Secret;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes merchants in. */
@ApplicationScoped
public class Merchants {

  /**
   * The operator's own household. Nobody has an API key of it; its provider bots serve all
   * merchants.
   */
  public static final UUID OPERATOR = new UUID(0, 0);

  /** A merchant's name is for people: 1 to 100 characters. */
  public static final int LONGEST_NAME = 100;

  /**
   * @param apiKey shown once; only its digest is kept
   */
  public record Admitted(UUID id, String name, Secret apiKey) {}

  private final MerchantRepository merchants;
  private final ApiKeyRepository apiKeys;
  private final Timeline timeline;
  private final Clock clock;

  Merchants(
      MerchantRepository merchants, ApiKeyRepository apiKeys, Timeline timeline, Clock clock) {
    this.merchants = merchants;
    this.apiKeys = apiKeys;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * Keeps others who do so away from a merchant until the caller's transaction ends.
   *
   * @return whether there is such a merchant
   */
  public Uni<Boolean> hold(UUID id) {
    return merchants.hold(id);
  }

  /** Creates a merchant together with its first API key. */
  @WithTransaction
  public Uni<Admitted> admit(String name) {
    Instant now = clock.instant();
    Merchant merchant = new Merchant(Ids.next(), name, now);
    NewKey first = NewKey.first();
    Secret key = ApiKeys.generate(first.scopes());
    ApiKey stored = new ApiKey(Ids.next(), merchant.id(), key, first, now);
    return merchants
        .persist(merchant)
        .chain(() -> apiKeys.persist(stored))
        .chain(
            () ->
                timeline.add(
                    merchant.id(),
                    null,
                    EventType.MERCHANT_CREATED,
                    Map.of("name", name, "keyId", stored.id())))
        .replaceWith(new Admitted(merchant.id(), name, key));
  }

  /** Newest first, without the operator's own household. */
  @WithSession
  public Uni<List<Merchant>> list(Optional<UUID> before, int limit) {
    return merchants.listAll(before, limit);
  }
}

package io.github.tillgram.merchant;

import io.github.tillgram.database.Ids;
import io.github.tillgram.security.ApiKeys;
import io.github.tillgram.security.Secret;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

  Merchants(MerchantRepository merchants, ApiKeyRepository apiKeys) {
    this.merchants = merchants;
    this.apiKeys = apiKeys;
  }

  /** Creates a merchant together with its first API key. */
  @WithTransaction
  public Uni<Admitted> admit(String name) {
    Merchant merchant = new Merchant(Ids.next(), name);
    Secret key = ApiKeys.generate();
    ApiKey stored = new ApiKey(Ids.next(), merchant.id(), ApiKeys.digest(key.reveal()));
    return merchants
        .persist(merchant)
        .chain(() -> apiKeys.persist(stored))
        .replaceWith(new Admitted(merchant.id(), name, key));
  }
}

package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.ApiKey;
import io.github.tillgram.merchant.MerchantKeys;
import io.github.tillgram.security.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key as its merchant sees it, without the key. */
@Schema(name = "ApiKey")
public record ApiKeyView(
    UUID id,
    @Schema(description = "For people", example = "Accounting") String name,
    @Schema(description = "What it may do") List<Scope> scopes,
    @Schema(
            description = "The last characters of the key; null for one of an older release",
            nullable = true,
            example = "x9Qd")
        String ending,
    Instant createdAt,
    @Schema(
            description = "From then on it is refused; null if it lives until it is revoked",
            nullable = true)
        Instant expiresAt,
    @Schema(description = "To the minute; null before the first time", nullable = true)
        Instant lastUsedAt,
    @Schema(description = "null for one that was not revoked", nullable = true) Instant revokedAt,
    @Schema(description = "The key that it was rotated to; null if it was not", nullable = true)
        UUID replacedBy) {

  /** The same together with the key. */
  @Schema(name = "ApiKeyWithSecret")
  public record WithSecret(
      UUID id,
      @Schema(description = "For people", example = "Accounting") String name,
      @Schema(
              description = "Shown this once; we keep only a digest",
              example = "tgr_b3dT0mJq4cL1xS9vWnYk2Rz8HfGpA6eUoQ7iKjBtx9Qd")
          String apiKey,
      @Schema(description = "What it may do") List<Scope> scopes,
      @Schema(
              description = "The last characters of the key, by which it is known afterwards",
              example = "x9Qd")
          String ending,
      Instant createdAt,
      @Schema(
              description = "From then on it is refused; null if it lives until it is revoked",
              nullable = true)
          Instant expiresAt) {

    static WithSecret of(MerchantKeys.Outcome.Made made) {
      ApiKey key = made.key();
      return new WithSecret(
          key.id(),
          key.name(),
          made.secret().reveal(),
          inOrder(key.scopes()),
          key.ending().orElse(null),
          key.createdAt(),
          key.expiresAt().orElse(null));
    }

    @Override
    public String toString() {
      return "ApiKeyWithSecret[***]";
    }
  }

  static ApiKeyView of(ApiKey key) {
    return new ApiKeyView(
        key.id(),
        key.name(),
        inOrder(key.scopes()),
        key.ending().orElse(null),
        key.createdAt(),
        key.expiresAt().orElse(null),
        key.lastUsedAt().orElse(null),
        key.revokedAt().orElse(null),
        key.replacedBy().orElse(null));
  }

  private static List<Scope> inOrder(Set<Scope> scopes) {
    return scopes.stream().sorted().toList();
  }
}

package io.github.tillgram.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * {@code Authorization: Bearer <api key>}: the operator's key, or a merchant's, whose id becomes
 * the name of the principal.
 */
@ApplicationScoped
class ApiKeyAuthentication implements HttpAuthenticationMechanism {

  private static final String SCHEME = "Bearer ";

  private final SecurityConfig config;
  private final ApiKeyLookup lookup;

  ApiKeyAuthentication(SecurityConfig config, ApiKeyLookup lookup) {
    this.config = config;
    this.lookup = lookup;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identityProviders) {
    String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Uni.createFrom().nullItem();
    }
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    String key = header.substring(SCHEME.length()).trim();
    if (config.adminKey().map(Secret::of).filter(admin -> admin.matches(key)).isPresent()) {
      return Uni.createFrom().item(identity("operator", Roles.OPERATOR));
    }
    return lookup
        .merchantOf(ApiKeys.digest(key))
        .map(
            merchant ->
                merchant
                    .map(UUID::toString)
                    .map(name -> identity(name, Roles.MERCHANT))
                    .orElseThrow(AuthenticationFailedException::new));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  private static SecurityIdentity identity(String name, String role) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(name))
        .addRole(role)
        .build();
  }
}

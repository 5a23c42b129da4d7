package io.github.tillgram.security;

import io.github.tillgram.observability.Actor;
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
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;

/**
 * {@code Authorization: Bearer <api key>}: the operator's key, or a merchant's, whose id becomes
 * the name of the principal and whose scopes become roles. A failure carries {@code Retry-After}, a
 * {@link Duration}, as an attribute once the caller has failed too often.
 */
@ApplicationScoped
class ApiKeyAuthentication implements HttpAuthenticationMechanism {

  private static final String SCHEME = "Bearer ";

  private final SecurityConfig config;
  private final PresentedKeys keys;
  private final CallerAddress callers;
  private final FailedAuthentications failures;

  ApiKeyAuthentication(
      SecurityConfig config,
      PresentedKeys keys,
      CallerAddress callers,
      FailedAuthentications failures) {
    this.config = config;
    this.keys = keys;
    this.callers = callers;
    this.failures = failures;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identityProviders) {
    String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Uni.createFrom().nullItem();
    }
    InetAddress caller = callers.of(request.request());
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().failure(() -> failed(caller));
    }
    String key = header.substring(SCHEME.length()).trim();
    if (config.adminKey().map(Secret::of).filter(admin -> admin.matches(key)).isPresent()) {
      return Uni.createFrom().item(operator());
    }
    boolean suspect = failures.isLimited(FailedAuthentications.Proof.API_KEY, caller);
    return keys.find(key, suspect)
        .map(found -> found.orElseThrow(() -> failed(caller)))
        .map(ApiKeyAuthentication::merchant);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  private AuthenticationFailedException failed(InetAddress caller) {
    return failures
        .note(FailedAuthentications.Proof.API_KEY, caller)
        .map(wait -> new AuthenticationFailedException(Map.of("Retry-After", wait)))
        .orElseGet(AuthenticationFailedException::new);
  }

  private static SecurityIdentity operator() {
    Actor.is(Actor.OPERATOR);
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal("operator"))
        .addRole(Roles.OPERATOR)
        .build();
  }

  private static SecurityIdentity merchant(MerchantKey key) {
    Actor.is(Actor.key(key.id()));
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(key.merchantId().toString()))
            .addAttribute(MerchantKey.ATTRIBUTE, key);
    key.scopes().forEach(scope -> identity.addRole(scope.role()));
    return identity.build();
  }
}

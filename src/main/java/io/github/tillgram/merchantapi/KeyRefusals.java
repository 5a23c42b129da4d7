package io.github.tillgram.merchantapi;

import io.github.tillgram.problem.Problem;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.MerchantKey;
import io.github.tillgram.security.Scope;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells whoever presented a key of the wrong kind which one is needed. */
class KeyRefusals {

  private final SecurityIdentity identity;

  KeyRefusals(SecurityIdentity identity) {
    this.identity = identity;
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException failure, ResourceInfo resource) {
    Problem problem =
        new ProblemException(ProblemType.FORBIDDEN, detail(needed(resource))).problem();
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }

  private String detail(Set<Scope> needed) {
    if (needed.isEmpty()) {
      return "The operator's key is needed for this address.";
    }
    MerchantKey key = identity.getAttribute(MerchantKey.ATTRIBUTE);
    return key == null
        ? "A merchant's key with the scope %s is needed for this, and yours is the operator's."
            .formatted(ApiKeyRequests.words(needed))
        : "A key with the scope %s is needed for this; yours has %s."
            .formatted(ApiKeyRequests.words(needed), ApiKeyRequests.words(key.scopes()));
  }

  private static Set<Scope> needed(ResourceInfo resource) {
    Set<Scope> needed = EnumSet.noneOf(Scope.class);
    RolesAllowed roles = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
    if (roles != null) {
      for (String role : roles.value()) {
        Scope.ofRole(role).ifPresent(needed::add);
      }
    }
    return needed;
  }
}

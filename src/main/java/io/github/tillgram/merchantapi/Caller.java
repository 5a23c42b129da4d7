package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.merchantapi.idempotency.Household;
import io.github.tillgram.observability.Actor;
import io.github.tillgram.security.MerchantKey;
import io.github.tillgram.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** Whose key came with the request. */
@RequestScoped
class Caller implements Household {

  private final SecurityIdentity identity;

  Caller(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** Only to be asked where a scope is required, and nothing else will do. */
  MerchantKey key() {
    return identity.getAttribute(MerchantKey.ATTRIBUTE);
  }

  /** Likewise. */
  UUID merchantId() {
    return UUID.fromString(identity.getPrincipal().getName());
  }

  boolean isOperator() {
    return identity.hasRole(Roles.OPERATOR);
  }

  @Override
  public String actor() {
    return isOperator() ? Actor.OPERATOR : Actor.key(key().id());
  }

  /** The merchant, or the operator's own household. */
  @Override
  public UUID household() {
    return isOperator() ? Merchants.OPERATOR : merchantId();
  }
}

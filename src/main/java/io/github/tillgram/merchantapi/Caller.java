package io.github.tillgram.merchantapi;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** The merchant whose key came with the request. */
@RequestScoped
class Caller {

  private final SecurityIdentity identity;

  Caller(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** Only to be asked where the merchant's role is required. */
  UUID merchantId() {
    return UUID.fromString(identity.getPrincipal().getName());
  }
}

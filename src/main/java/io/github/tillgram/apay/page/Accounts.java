package io.github.tillgram.apay.page;

import io.github.tillgram.apay.client.ApayAccess;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.security.Encryption;
import jakarta.enterprise.context.ApplicationScoped;

/** What a call of A-Pay for a project is made with. */
@ApplicationScoped
class Accounts {

  private final Encryption encryption;

  Accounts(Encryption encryption) {
    this.encryption = encryption;
  }

  ApayAccess of(ApayProject project) {
    return new ApayAccess(project.remoteId(), project.apiKey(encryption));
  }
}

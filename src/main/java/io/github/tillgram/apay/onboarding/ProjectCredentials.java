package io.github.tillgram.apay.onboarding;

import io.github.tillgram.security.Secret;
import java.util.List;

/**
 * What A-Pay shows of a project, and what it takes to use it.
 *
 * @param remoteId A-Pay's number of the project
 * @param webhookId of the webhook that leads here
 */
public record ProjectCredentials(
    Secret apiKey, String remoteId, String webhookId, Secret accessKey, Secret privateKey) {

  /**
   * @param values one for each {@link CredentialField}, each of its shape
   */
  static ProjectCredentials of(List<String> values) {
    return new ProjectCredentials(
        Secret.of(values.get(CredentialField.API_KEY.ordinal())),
        values.get(CredentialField.PROJECT_ID.ordinal()),
        values.get(CredentialField.WEBHOOK_ID.ordinal()),
        Secret.of(values.get(CredentialField.ACCESS_KEY.ordinal())),
        Secret.of(values.get(CredentialField.PRIVATE_KEY.ordinal())));
  }

  /** As they are written and sent: one line for each. */
  Secret lines() {
    return Secret.of(
        String.join(
            "\n", apiKey.reveal(), remoteId, webhookId, accessKey.reveal(), privateKey.reveal()));
  }

  static ProjectCredentials ofLines(Secret lines) {
    return of(List.of(lines.reveal().split("\n", -1)));
  }
}

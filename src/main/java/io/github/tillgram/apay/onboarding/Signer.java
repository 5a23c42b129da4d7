package io.github.tillgram.apay.onboarding;

import io.github.tillgram.security.Secret;
import java.util.UUID;

/**
 * A pair of keys that may sign postbacks now, and the project whose deposits it signs.
 *
 * @param projectId our id of the project
 */
public record Signer(UUID projectId, UUID merchantId, Secret accessKey, Secret privateKey) {}

package io.github.tillgram.apay.onboarding;

import java.time.Instant;
import java.util.Optional;

/**
 * A project and what may be shown of its keys.
 *
 * @param accessKey the fingerprint of the current one; none of a retired project
 * @param privateKey likewise
 * @param formerKeysUntil when the last pair before the current one stops to count
 */
public record ConnectedProject(
    ApayProject project,
    String apiKey,
    Optional<String> accessKey,
    Optional<String> privateKey,
    Optional<Instant> formerKeysUntil) {}

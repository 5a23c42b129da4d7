package io.github.tillgram.merchantapi.idempotency;

import java.time.Duration;
import java.util.UUID;

/**
 * A request with a key.
 *
 * @param owner whose API key it came with
 * @param digest of the body
 * @param lease how long an attempt may take before another one is let at it
 */
record KeyedRequest(
    UUID owner, String method, String path, String key, String digest, Duration lease) {}

package io.github.tillgram.webhook;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.UUID;

/**
 * Hears what the watchdog found, in the transaction that notes it. Whoever keeps the merchants'
 * events implements it.
 */
public interface WebhookWitness {

  Uni<Void> hear(UUID merchantId, WebhookNews news, Map<String, ?> facts);
}

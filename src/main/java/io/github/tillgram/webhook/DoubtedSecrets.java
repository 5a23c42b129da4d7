package io.github.tillgram.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bots at whose door somebody had a wrong secret. It may be Telegram, if it was told another one:
 * the secret cannot be asked for there, so this is the first sign. It only makes the watchdog look
 * sooner; what Telegram itself says of its deliveries decides, so a stranger moves nothing.
 */
@ApplicationScoped
class DoubtedSecrets {

  private final Set<UUID> bots = ConcurrentHashMap.newKeySet();

  void note(UUID botId) {
    bots.add(botId);
  }

  /** Those since the last time. */
  Set<UUID> take() {
    Set<UUID> taken = Set.copyOf(bots);
    bots.removeAll(taken);
    return taken;
  }
}

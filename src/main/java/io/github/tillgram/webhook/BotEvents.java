package io.github.tillgram.webhook;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.merchant.Bot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes down what people do to bots, in the caller's transaction; never a token or a secret. */
@ApplicationScoped
class BotEvents {

  private final Timeline timeline;

  BotEvents(Timeline timeline) {
    this.timeline = timeline;
  }

  Uni<Void> connected(Bot bot) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("botId", bot.id());
    data.put("username", bot.username());
    data.put("mode", bot.mode());
    data.put("environment", bot.environment());
    data.put("role", bot.role());
    return timeline.add(bot.merchantId(), null, EventType.BOT_CONNECTED, data);
  }

  Uni<Void> changed(Bot bot, ConnectBot.Changes changes) {
    List<String> changed = new ArrayList<>();
    changes.token().ifPresent(token -> changed.add("TOKEN"));
    changes.providerToken().ifPresent(token -> changed.add("PROVIDER_TOKEN"));
    if (changes.rotateSecret()) {
      changed.add("WEBHOOK_SECRET");
    }
    return changed.isEmpty()
        ? Uni.createFrom().voidItem()
        : timeline.add(
            bot.merchantId(),
            null,
            EventType.BOT_CHANGED,
            Map.of("botId", bot.id(), "changed", changed));
  }

  Uni<Void> replayed(UUID merchantId, UUID botId, UUID quarantineId) {
    return timeline.add(
        merchantId,
        null,
        EventType.QUARANTINE_REPLAYED,
        Map.of("botId", botId, "quarantineId", quarantineId));
  }
}

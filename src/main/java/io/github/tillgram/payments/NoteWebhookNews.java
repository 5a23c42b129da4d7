package io.github.tillgram.payments;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.webhook.WebhookNews;
import io.github.tillgram.webhook.WebhookWitness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Puts what happens to a bot's webhook beside the other events of its merchant. */
@ApplicationScoped
class NoteWebhookNews implements WebhookWitness {

  private final Timeline timeline;

  NoteWebhookNews(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public Uni<Void> hear(UUID merchantId, WebhookNews news, Map<String, ?> facts) {
    return timeline.add(merchantId, null, type(news), facts);
  }

  private static EventType type(WebhookNews news) {
    return switch (news) {
      case DRIFTED -> EventType.WEBHOOK_DRIFTED;
      case REPAIRED -> EventType.WEBHOOK_REPAIRED;
      case CONTESTED -> EventType.WEBHOOK_CONTESTED;
      case FAILING -> EventType.WEBHOOK_FAILING;
      case TOKEN_REVOKED -> EventType.WEBHOOK_TOKEN_REVOKED;
    };
  }
}

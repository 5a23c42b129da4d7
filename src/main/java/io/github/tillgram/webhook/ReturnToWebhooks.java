package io.github.tillgram.webhook;

import io.github.tillgram.database.Housekeeping;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * After updates were polled, Telegram has to be told of the webhooks again: of each bot's as soon
 * as no replica polls it any more.
 */
@ApplicationScoped
class ReturnToWebhooks {

  private static final String TAKE =
      """
      DELETE FROM long_poll WHERE bot_id IN (
        SELECT bot_id FROM long_poll WHERE lease_until <= now() LIMIT :most
        FOR UPDATE SKIP LOCKED)
      RETURNING bot_id
      """;

  private static final int AT_ONCE = 100;

  private final RegisterWebhook webhook;
  private final WebhookConfig config;

  ReturnToWebhooks(RegisterWebhook webhook, WebhookConfig config) {
    this.webhook = webhook;
    this.config = config;
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> round() {
    return config.polls()
        ? Uni.createFrom().voidItem()
        : Housekeeping.round(
            "webhooks are registered again",
            () -> Panache.withTransaction(() -> take().chain(this::register)));
  }

  private Uni<List<UUID>> take() {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(TAKE, UUID.class)
                    .setParameter("most", AT_ONCE)
                    .getResultList());
  }

  private Uni<Void> register(List<UUID> bots) {
    return Multi.createFrom()
        .iterable(bots)
        .onItem()
        .transformToUniAndConcatenate(webhook::again)
        .collect()
        .last()
        .replaceWithVoid();
  }
}

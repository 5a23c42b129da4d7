package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.webhook.WatchQueue.Watched;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Writes down what a look at a webhook showed, has it mended, and says so once. */
@ApplicationScoped
class WatchBooks {

  private static final Logger LOG = Logger.getLogger(WatchBooks.class);

  private final WatchQueue queue;
  private final RegisterWebhook webhook;
  private final WebhookWitness witness;
  private final WatchMeters meters;

  WatchBooks(
      WatchQueue queue, RegisterWebhook webhook, WebhookWitness witness, WatchMeters meters) {
    this.queue = queue;
    this.webhook = webhook;
    this.witness = witness;
    this.meters = meters;
  }

  /** In the caller's transaction. Whoever lost his claim meanwhile changes nothing. */
  Uni<Void> note(Watched before, Bot bot, WatchResult result, Duration wait) {
    return queue
        .note(before, result, wait)
        .chain(mine -> mine ? follow(before, bot, result) : Uni.createFrom().voidItem());
  }

  /** After the transaction, since it may have been rolled back. */
  void count(Watched before, WatchResult result) {
    List<WebhookFinding> news = result.news(before);
    news.forEach(meters::found);
    if (!news.isEmpty()) {
      LOG.warnf("A webhook is not in order: %s", news);
    }
    if (result.repaired()) {
      meters.repaired();
      LOG.info("A webhook is in order again");
    }
  }

  private Uni<Void> follow(Watched before, Bot bot, WatchResult result) {
    Uni<Void> repair =
        result.repairOrdered() ? webhook.again(bot.id()) : Uni.createFrom().voidItem();
    return repair.chain(() -> tell(bot, news(before, result), facts(bot, result)));
  }

  private Uni<Void> tell(Bot bot, List<WebhookNews> news, Map<String, ?> facts) {
    return Multi.createFrom()
        .iterable(news)
        .onItem()
        .transformToUniAndConcatenate(one -> witness.hear(bot.merchantId(), one, facts))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static List<WebhookNews> news(Watched before, WatchResult result) {
    List<WebhookFinding> fresh = result.news(before);
    List<WebhookNews> news = new ArrayList<>();
    if (!before.wasDrift() && result.checkup().isDrift()) {
      news.add(WebhookNews.DRIFTED);
    }
    if (result.repaired()) {
      news.add(WebhookNews.REPAIRED);
    }
    if (fresh.contains(WebhookFinding.CONTESTED)) {
      news.add(WebhookNews.CONTESTED);
    }
    if (fresh.contains(WebhookFinding.DELIVERY_FAILING)) {
      news.add(WebhookNews.FAILING);
    }
    if (fresh.contains(WebhookFinding.TOKEN_REVOKED)) {
      news.add(WebhookNews.TOKEN_REVOKED);
    }
    return news;
  }

  private static Map<String, ?> facts(Bot bot, WatchResult result) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("botId", bot.id().toString());
    facts.put("findings", result.findings().stream().map(Enum::name).toList());
    facts.put("pendingUpdateCount", result.checkup().pendingUpdates());
    if (result.findings().contains(WebhookFinding.DELIVERY_FAILING)) {
      result.checkup().lastErrorMessage().ifPresent(text -> facts.put("lastErrorMessage", text));
    }
    return facts;
  }
}

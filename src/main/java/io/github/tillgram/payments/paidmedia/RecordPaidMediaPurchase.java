package io.github.tillgram.payments.paidmedia;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.telegram.api.PaidMediaPurchased;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UpdateHandler;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Records who bought paid media, and tells the merchant. One that names media we do not know is
 * kept too: the bot may have sold before it came to us.
 */
@ApplicationScoped
class RecordPaidMediaPurchase implements UpdateHandler {

  private static final Logger LOG = Logger.getLogger(RecordPaidMediaPurchase.class);

  private final PaidMediaRepository repository;
  private final PaidMediaAccesses accesses;
  private final Timeline timeline;

  RecordPaidMediaPurchase(
      PaidMediaRepository repository, PaidMediaAccesses accesses, Timeline timeline) {
    this.repository = repository;
    this.accesses = accesses;
    this.timeline = timeline;
  }

  @Override
  public Route route() {
    return new Route(BotRole.MERCHANT, UpdateKind.PURCHASED_PAID_MEDIA, Selector.ANY);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    PaidMediaPurchased purchase = update.as(PaidMediaPurchased.class);
    return Panache.withTransaction(() -> record(update, purchase))
        .invoke(first -> LOG.infof("Paid media were bought%s", first ? "" : "; a repeat"))
        .replaceWith(Optional.empty());
  }

  private Uni<Boolean> record(IncomingUpdate update, PaidMediaPurchased purchase) {
    return accesses
        .record(update, purchase.paidMediaPayload(), purchase.from().id())
        .call(first -> first ? tell(update, purchase) : Uni.createFrom().voidItem());
  }

  private Uni<Void> tell(IncomingUpdate update, PaidMediaPurchased purchase) {
    return repository
        .findByPayload(update.bot().id(), purchase.paidMediaPayload())
        .chain(
            media ->
                timeline.add(
                    update.bot().merchantId(),
                    null,
                    EventType.PAID_MEDIA_PURCHASED,
                    facts(update, purchase, media)));
  }

  private static Map<String, Object> facts(
      IncomingUpdate update, PaidMediaPurchased purchase, Optional<PaidMedia> media) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("botId", update.bot().id());
    facts.put("payerId", purchase.from().id());
    media.ifPresentOrElse(
        known -> {
          facts.put("paidMediaId", known.id());
          known.reference().ifPresent(reference -> facts.put("reference", reference));
        },
        () -> facts.put("payload", purchase.paidMediaPayload()));
    facts.put("updateId", update.updateId());
    return facts;
  }
}

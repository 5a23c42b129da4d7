package io.github.tillgram.payments.paidmedia;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.notification.outbox.Outbox;
import io.github.tillgram.payments.Sellers;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a merchant's order for paid media, and has it sent. */
@ApplicationScoped
public class SellPaidMedia {

  private final Sellers sellers;
  private final PaidMediaRepository repository;
  private final Outbox outbox;
  private final Timeline timeline;

  SellPaidMedia(Sellers sellers, PaidMediaRepository repository, Outbox outbox, Timeline timeline) {
    this.timeline = timeline;
    this.sellers = sellers;
    this.repository = repository;
    this.outbox = outbox;
  }

  /**
   * Fails with {@link io.github.tillgram.payments.UnknownSeller} without a bot that could do it.
   */
  @WithTransaction
  public Uni<PaidMedia> sell(PaidMediaOrder order) {
    return sellers.choose(order.merchantId(), order.botId()).chain(bot -> sell(order, bot));
  }

  private Uni<PaidMedia> sell(PaidMediaOrder order, Bot bot) {
    PaidMedia paidMedia = PaidMedia.offer(order, bot.id());
    return repository
        .persistAndFlush(paidMedia)
        .call(
            () ->
                outbox.append(
                    SendPaidMediaMessage.KIND,
                    bot.id(),
                    null,
                    TelegramJson.write(
                        new SendPaidMediaMessage.Body(order.chatId(), paidMedia.id()))))
        .call(() -> tell(paidMedia));
  }

  private Uni<Void> tell(PaidMedia paidMedia) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("botId", paidMedia.botId());
    data.put("paidMediaId", paidMedia.id());
    data.put("starCount", paidMedia.starCount());
    paidMedia.reference().ifPresent(reference -> data.put("reference", reference));
    data.put("chatId", paidMedia.chatId());
    return timeline.add(paidMedia.merchantId(), null, EventType.PAID_MEDIA_ORDERED, data);
  }
}

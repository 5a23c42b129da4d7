package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Follows what payers, Telegram and merchants do to subscriptions, beside their payments. */
@ApplicationScoped
public class Subscriptions {

  private final InvoiceRepository invoices;
  private final SubscriptionRepository subscriptions;
  private final SubscriptionNotices notices;
  private final SubscriptionEvents events;

  Subscriptions(
      InvoiceRepository invoices,
      SubscriptionRepository subscriptions,
      SubscriptionNotices notices,
      SubscriptionEvents events) {
    this.invoices = invoices;
    this.subscriptions = subscriptions;
    this.notices = notices;
    this.events = events;
  }

  /**
   * How news was taken.
   *
   * @param subscription empty while no payment has shown it
   * @param changed whether it was news
   * @param ambiguous whether it may have been about another subscription of the payer
   */
  public record Heard(
      Invoice invoice, Optional<Subscription> subscription, boolean changed, boolean ambiguous) {}

  /**
   * Takes in what became of a subscription.
   *
   * @return empty when no invoice of the bot has the payload
   */
  @WithTransaction
  public Uni<Optional<Heard>> hear(SubscriptionNews news) {
    return invoices
        .lockByPayload(news.botId(), news.payload())
        .chain(
            invoice ->
                invoice.isEmpty()
                    ? Uni.createFrom().item(Optional.<Heard>empty())
                    : subscriptions
                        .of(invoice.get().id(), news.payerId())
                        .chain(lives -> hear(news, invoice.get(), lives))
                        .map(Optional::of));
  }

  /**
   * News after the end of one life may be about the next, whose payment is on its way; that a
   * charge failed is not, since what has just begun is not charged again.
   */
  private Uni<Heard> hear(SubscriptionNews news, Invoice invoice, SubscriptionLives lives) {
    Optional<Subscription> latest = lives.latest();
    boolean mayBeOfTheNext =
        latest.isEmpty()
            || !latest.get().isRunning() && news.renewal() != SubscriptionStatus.FAILED;
    boolean changed =
        latest.map(life -> life.hear(news.renewal(), news.updateId(), life.readAt())).orElse(false);
    Heard heard = new Heard(invoice, latest, changed, lives.areAmbiguous());
    Uni<Void> kept = mayBeOfTheNext ? notices.keep(invoice.id(), news, changed) : nothing();
    return kept.chain(() -> changed ? events.heard(latest.get(), heard.ambiguous()) : nothing())
        .replaceWith(heard);
  }

  /**
   * Takes in that the merchant turned renewal off, or lets the payer turn it on again, after
   * Telegram has agreed.
   */
  @WithTransaction
  public Uni<Optional<Subscription>> edited(UUID merchantId, UUID id, boolean canceled) {
    return subscriptions
        .findOwn(merchantId, id)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(found)
                    : invoices
                        .lockOwn(merchantId, found.get().invoiceId())
                        .chain(() -> subscriptions.getSession())
                        .chain(session -> session.refresh(found.get()))
                        .chain(() -> edit(found.get(), canceled))
                        .replaceWith(found));
  }

  private Uni<Void> edit(Subscription subscription, boolean canceled) {
    boolean changed = canceled ? subscription.cancel() : subscription.enable();
    return changed ? events.edited(subscription, canceled) : nothing();
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}

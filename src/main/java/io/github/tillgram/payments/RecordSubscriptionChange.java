package io.github.tillgram.payments;

import io.github.tillgram.chat.Messages;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.SubscriptionNews;
import io.github.tillgram.invoice.SubscriptionStatus;
import io.github.tillgram.invoice.Subscriptions;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.telegram.api.BotSubscriptionUpdated;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UpdateHandler;
import io.github.tillgram.webhook.UpdateJournal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Takes in that a subscription was turned off or on, or could not be charged. A payer's updates are
 * assumed to come one after the other, as those of any queue of Telegram's do; a later one that was
 * created earlier is known by its id.
 */
@ApplicationScoped
class RecordSubscriptionChange implements UpdateHandler {

  private static final Logger LOG = Logger.getLogger(RecordSubscriptionChange.class);

  private static final Map<String, SubscriptionStatus> STATES =
      Map.of(
          "canceled", SubscriptionStatus.CANCELED_BY_PAYER,
          "active", SubscriptionStatus.ACTIVE,
          "failed", SubscriptionStatus.FAILED);

  private final UpdateJournal journal;
  private final Subscriptions subscriptions;
  private final Messages messages;

  RecordSubscriptionChange(UpdateJournal journal, Subscriptions subscriptions, Messages messages) {
    this.journal = journal;
    this.subscriptions = subscriptions;
    this.messages = messages;
  }

  @Override
  public Route route() {
    return new Route(BotRole.MERCHANT, UpdateKind.SUBSCRIPTION, Selector.ANY);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    BotSubscriptionUpdated change = update.as(BotSubscriptionUpdated.class);
    SubscriptionStatus renewal = STATES.get(change.state());
    if (renewal == null) {
      LOG.warn("A subscription came into a state that this version does not know");
      return Uni.createFrom().item(Optional.empty());
    }
    SubscriptionNews news =
        new SubscriptionNews(
            update.bot().id(),
            change.invoicePayload(),
            change.user().id(),
            renewal,
            update.updateId());
    return Panache.withTransaction(() -> record(update, change, news))
        .invoke(RecordSubscriptionChange::report)
        .replaceWith(Optional.empty());
  }

  private Uni<Optional<Subscriptions.Heard>> record(
      IncomingUpdate update, BotSubscriptionUpdated change, SubscriptionNews news) {
    return journal
        .firstSeen(update)
        .chain(
            first ->
                first
                    ? subscriptions.hear(news)
                    : Uni.createFrom().item(Optional.<Subscriptions.Heard>empty()))
        .call(
            heard ->
                heard.filter(Subscriptions.Heard::changed).isPresent()
                        && news.renewal() == SubscriptionStatus.FAILED
                    ? tell(heard.get(), change)
                    : Uni.createFrom().voidItem());
  }

  /** The payer can still mend it; of what he did himself, Telegram has told him. */
  private Uni<Void> tell(Subscriptions.Heard heard, BotSubscriptionUpdated change) {
    return messages.say(
        heard.invoice().botId(),
        heard.invoice().id(),
        change.user().id(),
        Phrases.say(
            Phrase.SUBSCRIPTION_FAILED,
            Phrases.locale(change.user().languageCode()),
            heard.invoice().title()));
  }

  private static void report(Optional<Subscriptions.Heard> heard) {
    if (heard.isEmpty()) {
      LOG.debug("A change of a subscription is a repeat, or belongs to no invoice");
      return;
    }
    MDC.put(LogKeys.INVOICE_ID, heard.get().invoice().id());
    if (heard.get().ambiguous()) {
      LOG.warn("The payer has two subscriptions by one invoice, and one of them changed");
    } else if (heard.get().subscription().isEmpty()) {
      LOG.info("A subscription changed before its payment arrived");
    } else {
      LOG.infof("A subscription is %s", heard.get().subscription().get().renewal());
    }
  }
}

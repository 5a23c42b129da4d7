package io.github.tillgram.payments;

import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.invoice.Subscription;
import io.github.tillgram.invoice.SubscriptionRepository;
import io.github.tillgram.invoice.SubscriptionStatus;
import io.github.tillgram.invoice.Subscriptions;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.telegram.api.EditUserStarSubscription;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Turns the renewal of a subscription off for a merchant, or lets the payer turn it on again.
 * Telegram is asked whatever our books say, so that a call whose answer was lost is mended by the
 * next one; what is the case already is simply the case.
 */
@ApplicationScoped
public class EditSubscription {

  /** How it ends. */
  public sealed interface Outcome {
    record Ok(Subscription subscription) implements Outcome {}

    record NotFound() implements Outcome {}

    /** Telegram knows a subscription by its first payment alone. */
    record FirstPaymentUnknown() implements Outcome {}

    /** The bot's token was revoked; the merchant has to bring the next one. */
    record TokenIsVoid() implements Outcome {}

    /** Telegram refused for another reason and did nothing. */
    record Refused(String reason) implements Outcome {}

    /** Telegram asks us to wait and did nothing. */
    record RateLimited(Duration retryAfter) implements Outcome {}

    /** Nobody knows whether it was done. */
    record Unanswered(String reason) implements Outcome {}
  }

  private final SubscriptionRepository repository;
  private final Subscriptions subscriptions;
  private final BotCalls calls;
  private final TelegramBot telegram;

  EditSubscription(
      SubscriptionRepository repository,
      Subscriptions subscriptions,
      BotCalls calls,
      TelegramBot telegram) {
    this.repository = repository;
    this.subscriptions = subscriptions;
    this.calls = calls;
    this.telegram = telegram;
  }

  /** Access lasts until the end of what was paid. */
  public Uni<Outcome> cancel(UUID merchantId, UUID id) {
    return edit(merchantId, id, true);
  }

  /** Nothing is charged unless the payer turns renewal on. */
  public Uni<Outcome> enable(UUID merchantId, UUID id) {
    return edit(merchantId, id, false);
  }

  private Uni<Outcome> edit(UUID merchantId, UUID id, boolean canceled) {
    return Panache.withSession(() -> repository.findOwn(merchantId, id))
        .chain(
            found ->
                found
                    .map(subscription -> edit(subscription, canceled))
                    .orElseGet(() -> end(new Outcome.NotFound())));
  }

  private Uni<Outcome> edit(Subscription subscription, boolean canceled) {
    if (subscription.firstChargeId().isEmpty()) {
      return end(new Outcome.FirstPaymentUnknown());
    }
    return calls
        .bot(subscription.botId())
        .chain(bot -> call(subscription, bot, canceled))
        .chain(() -> keep(subscription, canceled))
        .onFailure(BotApiFailure.class)
        .recoverWithItem(failure -> explain((BotApiFailure) failure, subscription, canceled));
  }

  private Uni<Boolean> call(Subscription subscription, Bot bot, boolean canceled) {
    return telegram.editUserStarSubscription(
        calls.credentials(bot),
        new EditUserStarSubscription(
            subscription.payerId(), subscription.firstChargeId().orElseThrow(), canceled));
  }

  private Uni<Outcome> keep(Subscription subscription, boolean canceled) {
    return subscriptions
        .edited(subscription.merchantId(), subscription.id(), canceled)
        .map(edited -> new Outcome.Ok(edited.orElseThrow()));
  }

  private static Outcome explain(
      BotApiFailure failure, Subscription subscription, boolean canceled) {
    if (failure instanceof BotApiFailure.RateLimited) {
      return new Outcome.RateLimited(((BotApiFailure.RateLimited) failure).retryAfter());
    }
    if (!(failure instanceof BotApiFailure.Refused)) {
      return new Outcome.Unanswered(failure.getMessage());
    }
    if (((BotApiFailure.Refused) failure).tokenIsVoid()) {
      return new Outcome.TokenIsVoid();
    }
    boolean done = canceled && subscription.renewal() == SubscriptionStatus.CANCELED_BY_MERCHANT;
    return done ? new Outcome.Ok(subscription) : new Outcome.Refused(failure.getMessage());
  }

  private static Uni<Outcome> end(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}

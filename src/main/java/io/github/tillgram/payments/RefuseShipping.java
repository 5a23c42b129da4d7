package io.github.tillgram.payments;

import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.ShippingDecision;
import io.github.tillgram.telegram.api.AnswerShippingQuery;
import io.github.tillgram.telegram.client.BotApiFailure;
import io.github.tillgram.telegram.client.TelegramBot;
import io.github.tillgram.webhook.ConnectedBot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Tells a payer by a call that the goods are not sent to him. Telegram's servers since July 2026
 * look for options before they see that the answer is no, and refuse it; nobody would learn of that
 * from a webhook response. Then the payer hears nothing, and the pre-checkout says no again, since
 * what he was offered is forgotten.
 */
@ApplicationScoped
class RefuseShipping {

  private static final Logger LOG = Logger.getLogger(RefuseShipping.class);

  /** What became of a refusal: the label of its meter. */
  enum Outcome {
    TOLD,
    /** Telegram wants options although the answer is no. */
    NOT_TAKEN,
    /** The query was answered before, or the payer's time is over. */
    TOO_LATE,
    FAILED
  }

  /** Telegram waits for our response meanwhile, on a connection that payers may need. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final TelegramBot telegram;
  private final BotCalls calls;
  private final ShippingMeters meters;

  RefuseShipping(TelegramBot telegram, BotCalls calls, ShippingMeters meters) {
    this.telegram = telegram;
    this.calls = calls;
    this.meters = meters;
  }

  /** Never fails: there is nothing else that could be said. */
  Uni<Void> refuse(
      ConnectedBot bot, String queryId, ShippingDecision decision, String languageCode) {
    String words = Phrases.say(reason(decision), Phrases.locale(languageCode));
    return call(bot, AnswerShippingQuery.refuse(queryId, words))
        .ifNoItem()
        .after(PATIENCE)
        .failWith(TimeoutException::new)
        .map(done -> Outcome.TOLD)
        .onFailure()
        .recoverWithItem(RefuseShipping::outcome)
        .invoke(meters::count)
        .replaceWithVoid();
  }

  /** What is known without the database serves, unless the token was replaced a moment ago. */
  private Uni<Boolean> call(ConnectedBot bot, AnswerShippingQuery answer) {
    return telegram
        .answerShippingQuery(bot.credentials(), answer)
        .onFailure(RefuseShipping::tokenIsVoid)
        .recoverWithUni(
            () ->
                calls
                    .bot(bot.id())
                    .chain(now -> telegram.answerShippingQuery(calls.credentials(now), answer)));
  }

  private static boolean tokenIsVoid(Throwable failure) {
    return failure instanceof BotApiFailure.Refused
        && ((BotApiFailure.Refused) failure).tokenIsVoid();
  }

  private static Outcome outcome(Throwable failure) {
    String description = String.valueOf(failure.getMessage());
    if (description.contains("query is too old")) {
      LOG.info("A refusal of shipping came too late for Telegram");
      return Outcome.TOO_LATE;
    }
    if (description.contains("at least one shipping option")) {
      LOG.info("Telegram did not take a refusal of shipping; the pre-checkout will decline");
      return Outcome.NOT_TAKEN;
    }
    LOG.warnf("A payer could not be told that the goods are not sent to him: %s", description);
    return Outcome.FAILED;
  }

  private static Phrase.Sentence reason(ShippingDecision decision) {
    return switch (decision) {
      case OFFERED -> throw new IllegalArgumentException("nothing to refuse");
      case ADDRESS_NOT_SERVED -> Phrase.CHECKOUT_ADDRESS_NOT_SERVED;
      case UNKNOWN_INVOICE -> Phrase.CHECKOUT_UNKNOWN_INVOICE;
      case ALREADY_PAID -> Phrase.CHECKOUT_ALREADY_PAID;
      case CANCELED -> Phrase.CHECKOUT_CANCELED;
      case EXPIRED -> Phrase.CHECKOUT_EXPIRED;
      case BOUND_TO_ANOTHER_PAYER -> Phrase.CHECKOUT_BOUND_TO_ANOTHER_PAYER;
      case RESERVED_BY_ANOTHER_PAYER -> Phrase.CHECKOUT_RESERVED_BY_ANOTHER_PAYER;
      case UNREADABLE -> Phrase.CHECKOUT_UNREADABLE;
      case UNAVAILABLE -> Phrase.CHECKOUT_UNAVAILABLE;
    };
  }
}

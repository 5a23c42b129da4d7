package io.github.tillgram.payments;

import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.CheckoutDecision;
import io.github.tillgram.invoice.CheckoutRequest;
import io.github.tillgram.invoice.Checkouts;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.telegram.api.AnswerPreCheckoutQuery;
import io.github.tillgram.telegram.api.PreCheckoutQuery;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UnreadableUpdate;
import io.github.tillgram.webhook.UpdateHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The last moment to say no. The answer is the response itself: Telegram does not tell whether it
 * took it, but a lost approval only costs a reservation that the same payer renews.
 */
@ApplicationScoped
class AnswerPreCheckout implements UpdateHandler {

  private static final Logger LOG = Logger.getLogger(AnswerPreCheckout.class);

  private final Checkouts checkouts;
  private final CheckoutMeters meters;

  AnswerPreCheckout(Checkouts checkouts, CheckoutMeters meters) {
    this.checkouts = checkouts;
    this.meters = meters;
  }

  @Override
  public Route route() {
    return new Route(BotRole.MERCHANT, UpdateKind.PRE_CHECKOUT_QUERY, Selector.ANY);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    PreCheckoutQuery query;
    try {
      query = update.as(PreCheckoutQuery.class);
    } catch (UnreadableUpdate unreadable) {
      return declineUnread(update, unreadable);
    }
    return checkouts
        .reserve(request(update, query))
        .invoke(this::record)
        .map(answer -> Optional.of(reply(query, answer.decision())));
  }

  private static CheckoutRequest request(IncomingUpdate update, PreCheckoutQuery query) {
    return new CheckoutRequest(
        update.bot().id(),
        update.updateId(),
        query.invoicePayload(),
        query.from().id(),
        query.currency(),
        query.totalAmount(),
        Objects.requireNonNullElse(query.shippingOptionId(), ""));
  }

  private void record(Checkouts.Answer answer) {
    answer.invoiceId().ifPresent(id -> MDC.put(LogKeys.INVOICE_ID, id));
    meters.count(answer.decision());
    LOG.debugf("Pre-checkout: %s", answer.decision());
  }

  private static WebhookReply reply(PreCheckoutQuery query, CheckoutDecision decision) {
    return decision.isApproved()
        ? AnswerPreCheckoutQuery.approve(query.id())
        : decline(query.id(), decision, query.from().languageCode());
  }

  /** A query that names an id can be declined, whatever else is wrong with it. */
  private Uni<Optional<WebhookReply>> declineUnread(
      IncomingUpdate update, UnreadableUpdate unreadable) {
    String id = update.content().path("id").asText("");
    if (id.isEmpty()) {
      return Uni.createFrom().failure(unreadable);
    }
    meters.count(CheckoutDecision.UNREADABLE);
    LOG.warnf("A pre-checkout was declined: %s", unreadable.getMessage());
    String language = update.content().path("from").path("language_code").asText(null);
    return Uni.createFrom().item(Optional.of(decline(id, CheckoutDecision.UNREADABLE, language)));
  }

  private static WebhookReply decline(String id, CheckoutDecision decision, String languageCode) {
    return AnswerPreCheckoutQuery.decline(
        id, Phrases.say(reason(decision), Phrases.locale(languageCode)));
  }

  private static Phrase.Sentence reason(CheckoutDecision decision) {
    return switch (decision) {
      case APPROVED -> throw new IllegalArgumentException("nothing to decline");
      case UNKNOWN_INVOICE -> Phrase.CHECKOUT_UNKNOWN_INVOICE;
      case ALREADY_PAID -> Phrase.CHECKOUT_ALREADY_PAID;
      case CANCELED -> Phrase.CHECKOUT_CANCELED;
      case EXPIRED -> Phrase.CHECKOUT_EXPIRED;
      case CURRENCY_MISMATCH -> Phrase.CHECKOUT_CURRENCY_MISMATCH;
      case SHIPPING_NOT_OFFERED -> Phrase.CHECKOUT_SHIPPING_NOT_OFFERED;
      case AMOUNT_MISMATCH -> Phrase.CHECKOUT_AMOUNT_MISMATCH;
      case BOUND_TO_ANOTHER_PAYER -> Phrase.CHECKOUT_BOUND_TO_ANOTHER_PAYER;
      case RESERVED_BY_ANOTHER_PAYER -> Phrase.CHECKOUT_RESERVED_BY_ANOTHER_PAYER;
      case ALREADY_SUBSCRIBED -> Phrase.CHECKOUT_ALREADY_SUBSCRIBED;
      case LIMIT_REACHED -> Phrase.CHECKOUT_LIMIT_REACHED;
      case UNREADABLE -> Phrase.CHECKOUT_UNREADABLE;
      case UNAVAILABLE -> Phrase.CHECKOUT_UNAVAILABLE;
    };
  }
}

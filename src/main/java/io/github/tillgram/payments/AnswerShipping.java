package io.github.tillgram.payments;

import io.github.tillgram.invoice.PriceLine;
import io.github.tillgram.invoice.ShippingDecision;
import io.github.tillgram.invoice.ShippingOffers;
import io.github.tillgram.invoice.ShippingOption;
import io.github.tillgram.invoice.ShippingRequest;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.telegram.api.AnswerShippingQuery;
import io.github.tillgram.telegram.api.LabeledPrice;
import io.github.tillgram.telegram.api.ShippingQuery;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UnreadableUpdate;
import io.github.tillgram.webhook.UpdateHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Offers ways to send the goods, or says why there are none. What is offered is committed first, so
 * that the choice can be checked. An offer is the response itself; a refusal is a call.
 */
@ApplicationScoped
class AnswerShipping implements UpdateHandler {

  private static final Logger LOG = Logger.getLogger(AnswerShipping.class);

  private final ShippingOffers offers;
  private final RefuseShipping refusals;
  private final ShippingMeters meters;

  AnswerShipping(ShippingOffers offers, RefuseShipping refusals, ShippingMeters meters) {
    this.offers = offers;
    this.refusals = refusals;
    this.meters = meters;
  }

  @Override
  public Route route() {
    return new Route(BotRole.MERCHANT, UpdateKind.SHIPPING_QUERY, Selector.ANY);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    ShippingQuery query;
    try {
      query = update.as(ShippingQuery.class);
    } catch (UnreadableUpdate unreadable) {
      return refuseUnread(update, unreadable);
    }
    return offers
        .offer(request(update, query))
        .invoke(this::record)
        .chain(answer -> reply(update, query, answer));
  }

  private static ShippingRequest request(IncomingUpdate update, ShippingQuery query) {
    return new ShippingRequest(
        update.bot().id(),
        update.updateId(),
        query.invoicePayload(),
        query.from().id(),
        Objects.requireNonNullElse(query.shippingAddress().countryCode(), ""));
  }

  private void record(ShippingOffers.Answer answer) {
    answer.invoiceId().ifPresent(id -> MDC.put(LogKeys.INVOICE_ID, id));
    meters.count(answer.decision());
    LOG.debugf("Shipping: %s", answer.decision());
  }

  private Uni<Optional<WebhookReply>> reply(
      IncomingUpdate update, ShippingQuery query, ShippingOffers.Answer answer) {
    return answer.decision().isOffered()
        ? Uni.createFrom().item(Optional.of(offer(query.id(), answer.options())))
        : refusals
            .refuse(update.bot(), query.id(), answer.decision(), query.from().languageCode())
            .replaceWith(Optional.empty());
  }

  private static WebhookReply offer(String queryId, List<ShippingOption> options) {
    return AnswerShippingQuery.offer(
        queryId, options.stream().map(AnswerShipping::inTelegramsWords).toList());
  }

  private static io.github.tillgram.telegram.api.ShippingOption inTelegramsWords(
      ShippingOption option) {
    return new io.github.tillgram.telegram.api.ShippingOption(
        option.id(),
        option.title(),
        option.prices().stream().map(AnswerShipping::inTelegramsWords).toList());
  }

  private static LabeledPrice inTelegramsWords(PriceLine line) {
    return new LabeledPrice(line.label(), line.amount());
  }

  /** A query that names an id can be refused, whatever else is wrong with it. */
  private Uni<Optional<WebhookReply>> refuseUnread(
      IncomingUpdate update, UnreadableUpdate unreadable) {
    String id = update.content().path("id").asText("");
    if (id.isEmpty()) {
      return Uni.createFrom().failure(unreadable);
    }
    meters.count(ShippingDecision.UNREADABLE);
    LOG.warnf("A shipping query was refused: %s", unreadable.getMessage());
    String language = update.content().path("from").path("language_code").asText(null);
    return refusals
        .refuse(update.bot(), id, ShippingDecision.UNREADABLE, language)
        .replaceWith(Optional.empty());
  }
}

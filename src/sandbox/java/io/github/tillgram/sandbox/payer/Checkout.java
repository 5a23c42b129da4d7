package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.query.QueryAnswer;
import io.github.tillgram.sandbox.query.ShippingOption;
import io.github.tillgram.sandbox.world.Addresses;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.RandomIds;
import io.github.tillgram.sandbox.world.UpdateKind;
import io.vertx.core.Future;

/** Walks a payer from the Pay button to the receipt, or to wherever the way ends. */
final class Checkout {
  static final String NO_ANSWER = "BOT_PRECHECKOUT_TIMEOUT";

  private final Deliveries deliveries;
  private final OpenQueries queries;
  private final Charging charging;
  private final RandomIds ids;

  Checkout(Deliveries deliveries, OpenQueries queries, Charging charging, RandomIds ids) {
    this.deliveries = deliveries;
    this.queries = queries;
    this.charging = charging;
    this.ids = ids;
  }

  Future<PayResult> pay(Offer offer, Wish wish, Outcome outcome) {
    if (offer.isSettled()) {
      throw Complaint.conflict("This invoice was paid already");
    }
    if (wish.tip() < 0 || wish.tip() > offer.terms().maxTip()) {
      throw Complaint.invalid("The tip must be between 0 and " + offer.terms().maxTip());
    }
    Purchase purchase = new Purchase(offer, wish.tip());
    if (!wish.country().isEmpty()) {
      purchase = purchase.sentTo(Addresses.in(wish.country()));
    }
    return offer.terms().requested().flexible()
        ? ship(purchase, wish.shippingOption(), outcome)
        : preCheckout(purchase, outcome);
  }

  private Future<PayResult> ship(Purchase purchase, String wanted, Outcome outcome) {
    return ask(purchase.offer(), UpdateKind.SHIPPING_QUERY, purchase.shippingQuery())
        .compose(
            answer ->
                answer.kind() == QueryAnswer.Kind.APPROVED
                    ? preCheckout(purchase.shippedBy(choose(answer, wanted)), outcome)
                    : Future.succeededFuture(declined(answer)));
  }

  private Future<PayResult> preCheckout(Purchase purchase, Outcome outcome) {
    ObjectNode query = purchase.charged().set("order_info", purchase.orderInfo());
    if (purchase.orderInfo().isEmpty()) {
      query.remove("order_info");
    }
    return ask(purchase.offer(), UpdateKind.PRE_CHECKOUT_QUERY, query)
        .map(
            answer ->
                answer.kind() == QueryAnswer.Kind.APPROVED
                    ? finish(purchase, outcome)
                    : declined(answer));
  }

  private Future<QueryAnswer> ask(Offer offer, String kind, ObjectNode content) {
    String id = ids.query();
    ObjectNode query = Json.object().put("id", id);
    query.set("from", offer.person().user());
    query.setAll(content);
    Future<QueryAnswer> answer = queries.open(offer.bot(), kind, id);
    deliveries.publish(offer.bot(), kind, offer.person().id(), query);
    return answer;
  }

  /** Between approval and charge another attempt may have paid the same invoice. */
  private PayResult finish(Purchase purchase, Outcome outcome) {
    if (outcome == Outcome.ABANDON) {
      return PayResult.without(PayResult.Kind.ABANDONED, null);
    }
    if (outcome == Outcome.FAIL) {
      return PayResult.without(PayResult.Kind.FAILED, "PAYMENT_FAILED");
    }
    if (purchase.offer().isSettled()) {
      return PayResult.without(PayResult.Kind.FAILED, "INVOICE_ALREADY_PAID");
    }
    return charging.charge(purchase);
  }

  private static ShippingOption choose(QueryAnswer answer, String wanted) {
    return answer.options().stream()
        .filter(option -> option.id().equals(wanted))
        .findFirst()
        .orElse(answer.options().get(0));
  }

  private static PayResult declined(QueryAnswer answer) {
    return answer.kind() == QueryAnswer.Kind.TIMEOUT
        ? PayResult.without(PayResult.Kind.TIMEOUT, NO_ANSWER)
        : PayResult.without(PayResult.Kind.DECLINED, answer.text());
  }
}

package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Charge;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.People;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.StarLedger;
import io.github.tillgram.sandbox.world.Subscription;
import io.github.tillgram.sandbox.world.Subscription.Renewal;

/** The bot's Stars: refunds, balance, movements. */
final class StarMethods {
  private final StarRefunds refunds;

  StarMethods(StarRefunds refunds) {
    this.refunds = refunds;
  }

  Answer refundStarPayment(Call call) {
    long userId = userId(call);
    String chargeId = call.arguments().required("telegram_payment_charge_id");
    InvoiceRules.check(People.find(userId).isPresent(), "USER_ID_INVALID");
    Bot bot = call.bot();
    Charge charge =
        bot.charge(chargeId)
            .filter(found -> found.payerId() == userId && found.currency().equals("XTR"))
            .orElseThrow(() -> ApiFailure.badRequest("CHARGE_NOT_FOUND"));
    InvoiceRules.check(!bot.stars().isRefunded(chargeId), "CHARGE_ALREADY_REFUNDED");
    InvoiceRules.check(bot.stars().balance() >= charge.amount(), "BALANCE_TOO_LOW");
    refunds.giveBack(bot, charge);
    return Answer.yes();
  }

  /** The bot takes back only what it did itself: a payer who canceled stays so. */
  Answer editUserStarSubscription(Call call) {
    long userId = userId(call);
    String chargeId = call.arguments().required("telegram_payment_charge_id");
    Subscription subscription = call.bot().subscriptions().get(chargeId);
    boolean found = subscription != null && subscription.payerId() == userId;
    InvoiceRules.check(found, "CHARGE_NOT_FOUND");
    if (call.arguments().flag("is_canceled")) {
      call.bot().subscriptions().put(chargeId, subscription.with(Renewal.CANCELED_BY_BOT));
    } else if (subscription.renewal() == Renewal.CANCELED_BY_BOT) {
      call.bot().subscriptions().put(chargeId, subscription.with(Renewal.CANCELED_BY_PAYER));
    }
    return Answer.yes();
  }

  Answer getMyStarBalance(Call call) {
    return Answer.of(Json.object().put("amount", call.bot().stars().balance()));
  }

  Answer getStarTransactions(Call call) {
    int offset = call.arguments().clamped("offset", 0, 0, Integer.MAX_VALUE);
    int limit = call.arguments().clamped("limit", 100, 1, 100);
    ObjectNode result = Json.object();
    ArrayNode list = result.putArray("transactions");
    call.bot().stars().page(offset, limit).stream().map(StarMethods::wire).forEach(list::add);
    return Answer.of(result);
  }

  private static long userId(Call call) {
    long userId = call.arguments().number("user_id");
    if (userId <= 0) {
      throw ApiFailure.badRequest("invalid user_id specified");
    }
    return userId;
  }

  private static ObjectNode wire(StarLedger.Entry entry) {
    ObjectNode transaction = Json.object().put("id", entry.id()).put("amount", entry.amount());
    if (entry.nanostars() != 0) {
      transaction.put("nanostar_amount", entry.nanostars());
    }
    transaction.put("date", entry.date());
    return transaction.set(entry.incoming() ? "source" : "receiver", partner(entry));
  }

  private static ObjectNode partner(StarLedger.Entry entry) {
    if (entry.partner() != null) {
      return entry.partner();
    }
    ObjectNode partner =
        Json.object().put("type", "user").put("transaction_type", entry.transactionType());
    partner.set("user", user(entry.payerId()));
    if (entry.transactionType().equals("invoice_payment")) {
      partner.put("invoice_payload", entry.payload());
    } else if (entry.transactionType().equals("paid_media_payment") && entry.payload() != null) {
      partner.put("paid_media_payload", entry.payload());
    }
    return partner;
  }

  /** Somebody who is nobody of the sandbox has a name at least, as users always do. */
  private static ObjectNode user(long id) {
    return People.find(id)
        .map(Person::user)
        .orElseGet(
            () -> Json.object().put("id", id).put("is_bot", false).put("first_name", "Somebody"));
  }
}

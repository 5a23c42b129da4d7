package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Charge;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.People;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.StarLedger;
import io.github.tillgram.sandbox.world.Subscription;
import io.github.tillgram.sandbox.world.Subscription.Renewal;
import io.github.tillgram.sandbox.world.UpdateKind;
import java.time.Clock;

/** The bot's Stars: refunds, balance, movements. */
final class StarMethods {
  private final Clock clock;
  private final Deliveries deliveries;

  StarMethods(Clock clock, Deliveries deliveries) {
    this.clock = clock;
    this.deliveries = deliveries;
  }

  Answer refundStarPayment(Call call) {
    long userId = userId(call);
    String chargeId = call.arguments().required("telegram_payment_charge_id");
    Person payer = People.find(userId).orElseThrow(() -> ApiFailure.badRequest("USER_ID_INVALID"));
    Bot bot = call.bot();
    Charge charge =
        bot.charge(chargeId)
            .filter(found -> found.payerId() == userId && found.currency().equals("XTR"))
            .orElseThrow(() -> ApiFailure.badRequest("CHARGE_NOT_FOUND"));
    InvoiceRules.check(!bot.stars().isRefunded(chargeId), "CHARGE_ALREADY_REFUNDED");
    InvoiceRules.check(bot.stars().balance() >= charge.amount(), "BALANCE_TOO_LOW");
    bot.stars().giveBack(charge, now());
    announce(bot, payer, charge);
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

  /** An outgoing service message: it comes from the bot, the payer is the chat. */
  private void announce(Bot bot, Person payer, Charge charge) {
    ObjectNode message =
        Json.object().put("message_id", bot.nextMessageId()).set("from", bot.user());
    message.set("chat", payer.chat());
    message.put("date", now());
    message
        .putObject("refunded_payment")
        .put("currency", charge.currency())
        .put("total_amount", charge.amount())
        .put("invoice_payload", charge.payload())
        .put("telegram_payment_charge_id", charge.telegramChargeId());
    bot.chatWith(payer).add(new ChatMessage(message, null));
    deliveries.publish(bot, UpdateKind.MESSAGE, payer.id(), message);
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

  private long now() {
    return clock.instant().getEpochSecond();
  }
}

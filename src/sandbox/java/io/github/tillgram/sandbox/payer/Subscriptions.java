package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.People;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.Subscription;
import io.github.tillgram.sandbox.world.Subscription.Renewal;

/** What happens to a subscription after its first payment. A month need not pass for it. */
final class Subscriptions {
  private static final String KIND = "subscription";

  private final Deliveries deliveries;
  private final Charging charging;

  /** What a test or the page wants to happen. */
  enum Change {
    /** The period ends and Telegram charges again, without asking the bot. */
    RENEW,
    /** The payer turns renewal off. */
    CANCEL,
    /** The payer turns it on again, unless the bot turned it off. */
    REENABLE,
    /** The charge of a renewal fails. */
    FAIL
  }

  Subscriptions(Deliveries deliveries, Charging charging) {
    this.deliveries = deliveries;
    this.charging = charging;
  }

  JsonNode list(Ask ask) {
    return Json.tree(ask.bot().subscriptions().values());
  }

  JsonNode change(Ask ask) {
    Bot bot = ask.bot();
    Subscription subscription = bot.subscriptions().get(ask.text("chargeId"));
    if (subscription == null) {
      throw Complaint.missing("No subscription began with this charge");
    }
    switch (ask.choice(Change.class, "change", Change.RENEW)) {
      case RENEW:
        return renew(bot, subscription);
      case CANCEL:
        return announce(bot, subscription.with(Renewal.CANCELED_BY_PAYER), "canceled");
      case REENABLE:
        requireNotCanceledByBot(subscription);
        return announce(bot, subscription.with(Renewal.ON), "active");
      default:
        return announce(bot, subscription, "failed");
    }
  }

  JsonNode renew(Bot bot, Subscription subscription) {
    if (subscription.renewal() != Renewal.ON) {
      throw Complaint.conflict("The subscription was canceled");
    }
    Subscription renewed = subscription.renewed();
    bot.subscriptions().put(renewed.firstCharge(), renewed);
    return Json.tree(charging.renew(bot, payer(renewed), renewed));
  }

  private JsonNode announce(Bot bot, Subscription subscription, String state) {
    bot.subscriptions().put(subscription.firstCharge(), subscription);
    ObjectNode change = Json.object().set("user", payer(subscription).user());
    change.put("invoice_payload", subscription.terms().payload()).put("state", state);
    deliveries.publish(bot, KIND, subscription.payerId(), change);
    return Json.tree(subscription);
  }

  private static void requireNotCanceledByBot(Subscription subscription) {
    if (subscription.renewal() == Renewal.CANCELED_BY_BOT) {
      throw Complaint.conflict("The bot canceled the subscription");
    }
  }

  private static Person payer(Subscription subscription) {
    return People.find(subscription.payerId())
        .orElseThrow(() -> Complaint.missing("The payer is unknown"));
  }
}

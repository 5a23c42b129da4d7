package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Charge;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.RandomIds;
import io.github.tillgram.sandbox.world.Subscription;
import java.time.Clock;

/** The moment money moves: charge, receipt, and the message that proves it to the bot. */
final class Charging {
  private final Clock clock;
  private final RandomIds ids;
  private final Chatting chatting;
  private final Groups groups;

  Charging(Clock clock, RandomIds ids, Chatting chatting, Groups groups) {
    this.groups = groups;
    this.clock = clock;
    this.ids = ids;
    this.chatting = chatting;
  }

  PayResult charge(Purchase purchase) {
    Offer offer = purchase.offer();
    Charge charge = book(purchase);
    if (offer.isOfOneChat()) {
      offer.message().paidBy(charge.telegramChargeId());
    }
    ObjectNode recurring = Json.object();
    int period = offer.terms().subscriptionPeriod();
    if (period > 0) {
      recurring = recurring(subscribe(purchase, charge)).put("is_first_recurring", true);
    }
    return prove(purchase, charge, recurring);
  }

  /** A renewal is charged without a question: there is no pre-checkout query. */
  PayResult renew(Bot bot, Person payer, Subscription subscription) {
    Purchase purchase = new Purchase(new Offer(bot, payer, subscription.terms()), 0);
    return prove(purchase, book(purchase), recurring(subscription));
  }

  private Charge book(Purchase purchase) {
    Bot bot = purchase.offer().bot();
    Charge charge = newCharge(purchase);
    bot.charges().add(charge);
    if (purchase.offer().terms().isStars()) {
      bot.stars().receive(charge);
    }
    return charge;
  }

  private static Subscription subscribe(Purchase purchase, Charge charge) {
    Offer offer = purchase.offer();
    String id = charge.telegramChargeId();
    long expiresAt = charge.date() + offer.terms().subscriptionPeriod();
    Subscription subscription =
        new Subscription(
            id, offer.person().id(), offer.terms(), expiresAt, Subscription.Renewal.ON);
    offer.bot().subscriptions().put(id, subscription);
    return subscription;
  }

  private static ObjectNode recurring(Subscription subscription) {
    return Json.object()
        .put("subscription_expiration_date", subscription.expiresAt())
        .put("is_recurring", true);
  }

  private PayResult prove(Purchase purchase, Charge charge, ObjectNode recurring) {
    ObjectNode proof = purchase.charged().setAll(recurring);
    if (!purchase.orderInfo().isEmpty()) {
      proof.set("order_info", purchase.orderInfo());
    }
    proof
        .put("telegram_payment_charge_id", charge.telegramChargeId())
        .put("provider_payment_charge_id", charge.providerChargeId());
    say(purchase.offer(), proof);
    return new PayResult(
        PayResult.Kind.PAID,
        null,
        charge.telegramChargeId(),
        charge.providerChargeId(),
        charge.amount());
  }

  private void say(Offer offer, ObjectNode proof) {
    if (offer.isProvedInGroup()) {
      groups.prove(offer.bot(), offer.group(), offer.person(), proof);
    } else {
      chatting.say(offer.bot(), offer.person(), Json.object().set("successful_payment", proof));
    }
  }

  private Charge newCharge(Purchase purchase) {
    Bot bot = purchase.offer().bot();
    long payer = purchase.offer().person().id();
    int number = bot.charges().size() + 1;
    boolean stars = purchase.offer().terms().isStars();
    return new Charge(
        stars
            ? ids.starCharge()
            : bot.id() + "_" + payer + "_" + (40_000 + number) + "_" + ids.number(10_000),
        stars ? payer + "_" + number : ids.providerCharge(),
        payer,
        purchase.offer().terms().currency(),
        purchase.total(),
        purchase.offer().terms().payload(),
        now());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}

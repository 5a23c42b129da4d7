package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Charge;
import io.github.tillgram.sandbox.world.RandomIds;
import java.time.Clock;

/** The moment money moves: charge, receipt, and the message that proves it to the bot. */
final class Charging {
  private final Clock clock;
  private final RandomIds ids;
  private final Chatting chatting;

  Charging(Clock clock, RandomIds ids, Chatting chatting) {
    this.clock = clock;
    this.ids = ids;
    this.chatting = chatting;
  }

  PayResult charge(Purchase purchase) {
    Offer offer = purchase.offer();
    Bot bot = offer.bot();
    Charge charge = newCharge(purchase);
    bot.charges().add(charge);
    if (offer.terms().isStars()) {
      bot.stars().receive(charge);
    }
    if (offer.message() != null) {
      offer.message().paidBy(charge.telegramChargeId());
    }
    chatting.say(bot, offer.person(), "successful_payment", proof(purchase, charge));
    return new PayResult(
        PayResult.Kind.PAID,
        null,
        charge.telegramChargeId(),
        charge.providerChargeId(),
        charge.amount());
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

  private ObjectNode proof(Purchase purchase, Charge charge) {
    ObjectNode proof = purchase.charged();
    int period = purchase.offer().terms().subscriptionPeriod();
    if (period > 0) {
      proof
          .put("subscription_expiration_date", now() + period)
          .put("is_recurring", true)
          .put("is_first_recurring", true);
    }
    if (!purchase.orderInfo().isEmpty()) {
      proof.set("order_info", purchase.orderInfo());
    }
    return proof
        .put("telegram_payment_charge_id", charge.telegramChargeId())
        .put("provider_payment_charge_id", charge.providerChargeId());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}

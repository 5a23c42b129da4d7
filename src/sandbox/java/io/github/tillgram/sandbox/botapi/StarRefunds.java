package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Charge;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.People;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.UpdateKind;
import java.time.Clock;

/** Gives the Stars of a charge back, and has the bot hear of it, whoever started it. */
public final class StarRefunds {
  private final Clock clock;
  private final Deliveries deliveries;

  public StarRefunds(Clock clock, Deliveries deliveries) {
    this.clock = clock;
    this.deliveries = deliveries;
  }

  public void giveBack(Bot bot, Charge charge) {
    bot.stars().giveBack(charge, now());
    People.find(charge.payerId()).ifPresent(payer -> announce(bot, payer, charge));
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

  private long now() {
    return clock.instant().getEpochSecond();
  }
}

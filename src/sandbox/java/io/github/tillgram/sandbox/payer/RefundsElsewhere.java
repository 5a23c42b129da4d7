package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.botapi.StarRefunds;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Charge;
import io.github.tillgram.sandbox.world.Json;

/** Refunds that another instance of the bot's software makes, or Telegram itself. */
final class RefundsElsewhere {
  private final StarRefunds refunds;

  RefundsElsewhere(StarRefunds refunds) {
    this.refunds = refunds;
  }

  JsonNode refund(Ask ask) {
    Bot bot = ask.bot();
    Charge charge =
        bot.charge(ask.text("chargeId"))
            .filter(found -> found.currency().equals("XTR"))
            .orElseThrow(() -> Complaint.missing("No Stars were paid with this charge"));
    if (bot.stars().isRefunded(charge.telegramChargeId())) {
      throw Complaint.conflict("The charge was refunded already");
    }
    refunds.giveBack(bot, charge);
    return Json.object().put("refunded", true);
  }
}

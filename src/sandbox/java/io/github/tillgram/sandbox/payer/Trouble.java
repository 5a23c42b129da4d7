package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.botapi.Faults;
import io.github.tillgram.sandbox.botapi.Faults.Fault;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Json;

/** Orders the bad days on which a service shows what it is worth. */
final class Trouble {
  private final Faults faults;
  private final Deliveries deliveries;

  Trouble(Faults faults, Deliveries deliveries) {
    this.faults = faults;
    this.deliveries = deliveries;
  }

  JsonNode order(Ask ask) {
    Bot bot = ask.bot();
    if (ask.has("kind")) {
      Faults.Kind kind = ask.choice(Faults.Kind.class, "kind", null);
      long retryAfter = Math.max(1, ask.number("retryAfter"));
      int times = (int) Math.max(1, Math.min(1_000_000, ask.number("times")));
      Fault fault = new Fault(kind, retryAfter, ask.text("description"));
      faults.order(bot, ask.text("method"), fault, times);
    }
    if (ask.has("duplicateNext")) {
      deliveries.duplicateNext(bot, (int) ask.number("duplicateNext"));
    }
    if (ask.has("holdDeliveries")) {
      deliveries.hold(bot, ask.flag("holdDeliveries", false));
    }
    return Json.object().put("ordered", true);
  }

  JsonNode end(Ask ask) {
    Bot bot = ask.bot();
    faults.forget(bot);
    deliveries.duplicateNext(bot, 0);
    deliveries.hold(bot, false);
    return Json.object().put("ordered", false);
  }
}

package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.botapi.Faults;
import io.github.tillgram.sandbox.botapi.Faults.Fault;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.delivery.Detours;
import io.github.tillgram.sandbox.delivery.Detours.Detour;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.UpdateKind;
import java.time.Duration;
import java.util.Set;

/** Orders the bad days on which a service shows what it is worth. */
final class Trouble {
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  private final Faults faults;
  private final Deliveries deliveries;

  Trouble(Faults faults, Deliveries deliveries) {
    this.faults = faults;
    this.deliveries = deliveries;
  }

  JsonNode order(Ask ask) {
    Bot bot = ask.bot();
    int times = (int) Math.max(1, Math.min(1_000_000, ask.number("times")));
    if (ask.has("kind")) {
      Faults.Kind kind = ask.choice(Faults.Kind.class, "kind", null);
      long retryAfter = Math.max(1, ask.number("retryAfter"));
      Fault fault = new Fault(kind, retryAfter, ask.text("description"));
      faults.order(bot, ask.text("method"), fault, times);
    }
    if (ask.has("delivery")) {
      deliveries.detours().order(bot, updateKind(ask), detour(ask), times);
    }
    if (ask.has("duplicateNext")) {
      deliveries.duplicateNext(bot, (int) ask.number("duplicateNext"));
    }
    if (ask.has("unknownUpdates")) {
      bot.unknownUpdates(Set.of(ask.text("unknownUpdates").split(",")));
    }
    if (ask.has("holdDeliveries")) {
      deliveries.hold(bot, ask.flag("holdDeliveries", false));
    }
    return Json.object().put("ordered", true);
  }

  JsonNode end(Ask ask) {
    Bot bot = ask.bot();
    faults.forget(bot);
    bot.unknownUpdates(Set.of());
    deliveries.detours().end(bot);
    deliveries.duplicateNext(bot, 0);
    deliveries.hold(bot, false);
    return Json.object().put("ordered", false);
  }

  private static Detour detour(Ask ask) {
    Detours.Kind kind = ask.choice(Detours.Kind.class, "delivery", null);
    Duration delay = ask.duration("delay", Duration.ofSeconds(1));
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw Complaint.invalid("delay must be between PT0S and " + LONGEST_DELAY);
    }
    return new Detour(kind, delay);
  }

  private static String updateKind(Ask ask) {
    String kind = ask.text("update");
    if (!kind.isEmpty() && !UpdateKind.isKnown(kind)) {
      throw Complaint.invalid("update must be a kind of updates, such as message");
    }
    return kind;
  }
}

package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.StarLedger;
import java.time.Clock;

/**
 * Books Stars that no update tells of: gifts, withdrawals, a refund made elsewhere, a payment whose
 * update was lost.
 */
final class StarDesk {
  private static final int MOST_AT_ONCE = 1_000_000;

  private final Clock clock;

  private enum Direction {
    INCOMING,
    OUTGOING
  }

  StarDesk(Clock clock) {
    this.clock = clock;
  }

  JsonNode add(Ask ask) {
    StarLedger stars = ask.bot().stars();
    long times = Math.min(MOST_AT_ONCE, ask.number("times"));
    if (times == 0) {
      stars.add(entry(ask, ask.text("id")));
    }
    for (long number = 1; number <= times; number++) {
      stars.add(entry(ask, ask.text("id") + "-" + number));
    }
    return Json.object().put("transactions", stars.size());
  }

  JsonNode change(Ask ask) {
    StarLedger stars = ask.bot().stars();
    if (ask.flag("drop", false)) {
      return Json.object().put("changed", stars.drop(ask.text("id"), incoming(ask)));
    }
    stars.change(ask.text("id"), incoming(ask), ask.number("amount"), ask.number("nanostars"));
    return Json.object().put("changed", true);
  }

  private StarLedger.Entry entry(Ask ask, String id) {
    JsonNode partner = ask.fields().path("partner");
    return new StarLedger.Entry(
        id,
        incoming(ask),
        ask.number("person"),
        ask.number("amount"),
        ask.has("payload") ? ask.text("payload") : null,
        ask.has("date") ? ask.number("date") : clock.instant().getEpochSecond(),
        ask.number("nanostars"),
        ask.has("transactionType") ? ask.text("transactionType") : null,
        partner.isObject() ? (ObjectNode) partner : null);
  }

  private static boolean incoming(Ask ask) {
    return ask.choice(Direction.class, "direction", Direction.INCOMING) == Direction.INCOMING;
  }
}

package io.github.tillgram.sandbox.botapi;

import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Orders;
import java.util.Optional;

/** Trouble ordered for the next calls of a bot. It is forgotten on restart. */
public final class Faults {
  private final Orders<Long, Fault> orders = new Orders<>();

  /** What goes wrong. */
  public enum Kind {
    /** 429 with retry_after. */
    RATE_LIMIT,
    /** 500 in the shape of the Bot API. */
    SERVER_ERROR,
    /** 502 with HTML, as a gateway answers. */
    BAD_GATEWAY,
    /** 400 with a text of one's choice. */
    BAD_REQUEST,
    /** 409, as the loser of two competing calls hears it. */
    CONFLICT,
    /** The connection closes before the call was executed. */
    CLOSE,
    /** The call is executed, but the connection closes instead of an answer. */
    LOST_ANSWER
  }

  /** One fault as it hits a call. */
  public record Fault(Kind kind, long retryAfter, String description) {}

  /**
   * @param method empty: any method
   */
  public void order(Bot bot, String method, Fault fault, int times) {
    orders.add(bot.id(), method, fault, times);
  }

  public void forget(Bot bot) {
    orders.forget(bot.id());
  }

  Optional<Fault> next(Bot bot, String method) {
    return orders.next(bot.id(), method);
  }
}

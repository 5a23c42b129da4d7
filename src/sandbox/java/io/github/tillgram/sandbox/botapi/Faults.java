package io.github.tillgram.sandbox.botapi;

import io.github.tillgram.sandbox.world.Bot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trouble ordered for the next calls of a bot. It is forgotten on restart. */
public final class Faults {
  private final Map<Long, List<Pending>> perBot = new HashMap<>();

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
    /** The connection closes before the call was executed. */
    CLOSE,
    /** The call is executed, but the connection closes instead of an answer. */
    LOST_ANSWER
  }

  /** One fault as it hits a call. */
  public record Fault(Kind kind, long retryAfter, String description) {}

  private static final class Pending {
    private final String method;
    private final Fault fault;
    private int times;

    private Pending(String method, Fault fault, int times) {
      this.method = method;
      this.fault = fault;
      this.times = times;
    }
  }

  /**
   * @param method empty: any method
   */
  public void order(Bot bot, String method, Fault fault, int times) {
    perBot
        .computeIfAbsent(bot.id(), id -> new ArrayList<>())
        .add(new Pending(method.toLowerCase(Locale.ROOT), fault, times));
  }

  public void forget(Bot bot) {
    perBot.remove(bot.id());
  }

  Optional<Fault> next(Bot bot, String method) {
    Iterator<Pending> list = perBot.getOrDefault(bot.id(), List.of()).iterator();
    while (list.hasNext()) {
      Pending pending = list.next();
      if (pending.method.isEmpty() || pending.method.equals(method.toLowerCase(Locale.ROOT))) {
        if (--pending.times <= 0) {
          list.remove();
        }
        return Optional.of(pending.fault);
      }
    }
    return Optional.empty();
  }
}

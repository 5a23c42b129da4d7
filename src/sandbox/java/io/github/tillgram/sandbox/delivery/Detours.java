package io.github.tillgram.sandbox.delivery;

import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Orders;
import io.github.tillgram.sandbox.world.PendingUpdate;
import io.github.tillgram.sandbox.world.WorldThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trouble ordered for the next updates of a bot. It is forgotten on restart, but an update that was
 * kept back is not.
 */
public final class Detours {
  private final Orders<Long, Detour> orders = new Orders<>();
  private final Map<Long, List<PendingUpdate>> overtaken = new HashMap<>();
  private final Map<Long, List<PendingUpdate>> delayed = new HashMap<>();
  private final WorldThread thread;
  private final Deliveries deliveries;

  /** What happens to an update. */
  public enum Kind {
    /** The webhook's first acknowledgement gets lost, so that it arrives again. */
    DUPLICATE,
    /** It arrives after the update that follows it, whatever chat that belongs to. */
    REORDER,
    /** It arrives later, and what follows does not wait for it. */
    DELAY,
    /** It never arrives, as when too many are pending. */
    DROP
  }

  /**
   * One piece of trouble as it hits an update.
   *
   * @param delay of {@link Kind#DELAY}
   */
  public record Detour(Kind kind, Duration delay) {}

  Detours(WorldThread thread, Deliveries deliveries) {
    this.thread = thread;
    this.deliveries = deliveries;
  }

  /**
   * @param kind of the updates; empty: any kind
   */
  public void order(Bot bot, String kind, Detour detour, int times) {
    orders.add(bot.id(), kind, detour, times);
  }

  /** What was kept back arrives now. */
  public void end(Bot bot) {
    orders.forget(bot.id());
    release(bot, delayed);
    release(bot, overtaken);
  }

  void send(Bot bot, PendingUpdate update) {
    Optional<Detour> detour = orders.next(bot.id(), update.kind());
    switch (detour.map(Detour::kind).map(Kind::name).orElse("")) {
      case "DROP":
        return;
      case "DELAY":
        delay(bot, update, detour.get().delay());
        return;
      case "REORDER":
        keepBack(overtaken, bot, update);
        return;
      case "DUPLICATE":
        deliveries.repeat(bot, update);
        break;
      default:
        break;
    }
    deliveries.admit(bot, update);
    follow(bot, update.queue());
  }

  private void delay(Bot bot, PendingUpdate update, Duration delay) {
    keepBack(delayed, bot, update);
    thread.after(
        delay,
        () -> {
          if (delayed.getOrDefault(bot.id(), List.of()).remove(update)) {
            admit(bot, update);
          }
        });
  }

  /** Within one queue the second is sent once the first was acknowledged. */
  private void follow(Bot bot, String queue) {
    List<PendingUpdate> late = overtaken.remove(bot.id());
    if (late != null) {
      late.forEach(update -> admit(bot, update.inQueue(queue)));
    }
  }

  private void release(Bot bot, Map<Long, List<PendingUpdate>> kept) {
    List<PendingUpdate> updates = kept.remove(bot.id());
    if (updates != null) {
      updates.forEach(update -> admit(bot, update));
    }
  }

  /** Whoever polls has forgotten all ids before the one he acknowledged. */
  private void admit(Bot bot, PendingUpdate update) {
    deliveries.admit(bot, bot.webhook().isSet() ? update : bot.inbox().renumbered(update));
  }

  private static void keepBack(Map<Long, List<PendingUpdate>> kept, Bot bot, PendingUpdate update) {
    kept.computeIfAbsent(bot.id(), id -> new ArrayList<>()).add(update);
  }
}

package io.github.tillgram.webhook;

import io.github.tillgram.telegram.client.PolledUpdate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The updates of one bot that Telegram told of and that it has not been told to forget. Those of a
 * queue are handled one after the other, queues side by side.
 *
 * <p>Telegram forgets everything below a number. So an update that is done with waits here for all
 * before it, and no number is ever named twice: after a quiet week the ids may go down, and an old
 * number would have Telegram forget what nobody has seen.
 */
final class PollWindow {

  private enum State {
    WAITING,
    UNDER_WAY,
    RESTING,
    DONE
  }

  private static final class Entry {
    final PolledUpdate update;
    final String queue;
    State state = State.WAITING;
    int failures;

    Entry(PolledUpdate update, String queue) {
      this.update = update;
      this.queue = queue;
    }
  }

  private final int atATime;
  private final Function<PolledUpdate, String> queueOf;
  private final TreeMap<Long, Entry> entries = new TreeMap<>();
  private CompletableFuture<Void> finished = CompletableFuture.completedFuture(null);
  private boolean closed;

  /**
   * @param atATime how many may be under way
   */
  PollWindow(int atATime, Function<PolledUpdate, String> queueOf) {
    this.atATime = atATime;
    this.queueOf = queueOf;
  }

  /** Takes in what Telegram tells, again and again until it forgets; whether any of it is new. */
  synchronized boolean add(List<PolledUpdate> updates) {
    if (closed) {
      return false;
    }
    int before = entries.size();
    for (PolledUpdate update : updates) {
      entries.computeIfAbsent(update.id(), id -> new Entry(update, queueOf.apply(update)));
    }
    boolean grew = entries.size() > before;
    if (grew && finished.isDone()) {
      finished = new CompletableFuture<>();
    }
    return grew;
  }

  /** The updates whose turn has come; they are under way from now on. */
  synchronized List<PolledUpdate> start() {
    long free = atATime - count(State.UNDER_WAY);
    Set<String> busy = new HashSet<>();
    List<PolledUpdate> started = new ArrayList<>();
    for (Entry entry : entries.values()) {
      boolean first = entry.state != State.DONE && busy.add(entry.queue);
      if (first && entry.state == State.WAITING && started.size() < free) {
        entry.state = State.UNDER_WAY;
        started.add(entry.update);
      }
    }
    return started;
  }

  void done(long id) {
    synchronized (this) {
      entries.get(id).state = State.DONE;
    }
    tellIfFinished();
  }

  /** Could not be handled, and rests; how often that has happened to it. */
  int failed(long id) {
    int failures;
    synchronized (this) {
      Entry entry = entries.get(id);
      entry.state = State.RESTING;
      failures = ++entry.failures;
      if (closed) {
        entries.remove(id);
      }
    }
    tellIfFinished();
    return failures;
  }

  /** Has rested. */
  synchronized void again(long id) {
    Entry entry = entries.get(id);
    if (entry != null) {
      entry.state = State.WAITING;
    }
  }

  /** Everything below is done with; 0 when there is nothing to say. */
  synchronized long offset() {
    long offset = 0;
    for (Map.Entry<Long, Entry> entry : entries.entrySet()) {
      if (entry.getValue().state != State.DONE) {
        break;
      }
      offset = entry.getKey() + 1;
    }
    return offset;
  }

  /** Telegram has forgotten everything below. */
  synchronized void forgotten(long offset) {
    entries.headMap(offset).clear();
  }

  synchronized boolean isFinished() {
    return finished.isDone();
  }

  /** Completes when all that was taken in is done with. */
  synchronized CompletableFuture<Void> whenFinished() {
    return finished.copy();
  }

  /** Starts nothing any more: what is not under way is left to whoever asks Telegram next. */
  void close() {
    synchronized (this) {
      closed = true;
      entries
          .values()
          .removeIf(entry -> entry.state == State.WAITING || entry.state == State.RESTING);
    }
    tellIfFinished();
  }

  /** Not while this is locked: whoever waits goes on at once. */
  private void tellIfFinished() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      if (count(State.DONE) < entries.size()) {
        return;
      }
      waiting = finished;
    }
    waiting.complete(null);
  }

  private long count(State state) {
    return entries.values().stream().filter(entry -> entry.state == state).count();
  }
}

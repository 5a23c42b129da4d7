package io.github.tillgram.sandbox.delivery;

import io.github.tillgram.sandbox.world.PendingUpdate;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Updates that must arrive one after the other. The queue is idle, or waits for a free connection
 * or the next attempt, or has its head in flight; only an idle one may be scheduled.
 */
final class UpdateQueue {
  private final Deque<PendingUpdate> updates = new ArrayDeque<>();
  private boolean scheduled;
  private int failures;

  void add(PendingUpdate update) {
    updates.add(update);
  }

  PendingUpdate head() {
    return updates.peek();
  }

  boolean isEmpty() {
    return updates.isEmpty();
  }

  /** Whether the caller has to put the queue among the ready ones. */
  boolean schedule() {
    boolean idle = !scheduled && !updates.isEmpty();
    scheduled = scheduled || idle;
    return idle;
  }

  void done() {
    updates.poll();
    failures = 0;
    scheduled = false;
  }

  void again() {
    scheduled = false;
  }

  int failed() {
    return ++failures;
  }
}

package io.github.tillgram.database;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Asks the database one question for many who ask at the same time. While one batch is under way
 * the next one gathers, so whoever asks alone waits for nobody, and the more ask the cheaper it is
 * for each: one round trip and one commit for all of a batch.
 *
 * <p>A batch that fails is asked again one by one, so that one bad question spoils nobody else's.
 * One that takes unusually long does not hold up those behind it.
 *
 * <p>Whoever asks is answered in his own context. All else happens in one context of the batcher's
 * own, so nothing here needs a lock.
 */
public final class Batcher<Q, A> {

  /**
   * @param size the most questions in a batch
   * @param waiting the most questions that may wait for their batch; others fail at once
   * @param longestWait a question that waited longer is not asked any more and fails
   * @param patience a batch that takes longer lets the next one go beside it
   */
  public record Limits(int size, int waiting, Duration longestWait, Duration patience) {}

  private record Waiting<Q, A>(Q question, UniEmitter<? super A> emitter, long since) {}

  private final Vertx vertx;
  private final Context context;
  private final Batched<Q, A> statement;
  private final Limits limits;
  private final IntConsumer sizes;

  private final Queue<Waiting<Q, A>> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicBoolean awake = new AtomicBoolean();

  /** Only touched in our own context. */
  private final Deque<Waiting<Q, A>> waiting = new ArrayDeque<>();

  /** The keys of what is asked alone now. */
  private final Set<Object> asked = new HashSet<>();

  private boolean busy;
  private boolean looksAgain;

  /**
   * @param sizes told of the size of every batch
   */
  public Batcher(Vertx vertx, Batched<Q, A> statement, Limits limits, IntConsumer sizes) {
    this.vertx = vertx;
    // Not the one of whoever asked first, which carries what belongs to his request.
    this.context = VertxContext.getRootContext(vertx.getOrCreateContext());
    this.statement = statement;
    this.limits = limits;
    this.sizes = sizes;
  }

  /** The answer, or the failure of asking for it alone; it may be called from any thread. */
  public Uni<A> ask(Q question) {
    return Uni.createFrom()
        .<A>emitter(emitter -> enqueue(new Waiting<>(question, emitter, System.nanoTime())))
        .emitOn(SessionContexts.ofCaller(vertx));
  }

  private Executor ourContext() {
    return command -> context.runOnContext(ignored -> command.run());
  }

  private void enqueue(Waiting<Q, A> question) {
    if (unanswered.incrementAndGet() > limits.waiting()) {
      fail(question, new TimeoutException("too many wait for the database already"));
      return;
    }
    arrived.add(question);
    if (awake.compareAndSet(false, true)) {
      context.runOnContext(ignored -> wake());
    }
  }

  private void wake() {
    awake.set(false);
    startIfIdle();
  }

  private void startIfIdle() {
    if (!busy) {
      startNext();
    }
  }

  private void startNext() {
    for (Waiting<Q, A> next = arrived.poll(); next != null; next = arrived.poll()) {
      waiting.add(next);
    }
    List<Waiting<Q, A>> batch = takeBatch();
    busy = !batch.isEmpty();
    if (busy) {
      run(batch);
    } else if (!waiting.isEmpty() && !looksAgain) {
      looksAgain = true;
      vertx.setTimer(limits.patience().toMillis(), ignored -> lookAgain());
    }
  }

  /** What waits for something that is asked alone may have waited too long meanwhile. */
  private void lookAgain() {
    looksAgain = false;
    startIfIdle();
  }

  /** The oldest of those that can stand together. */
  private List<Waiting<Q, A>> takeBatch() {
    List<Waiting<Q, A>> batch = new ArrayList<>();
    Set<Object> taken = new HashSet<>(asked);
    long now = System.nanoTime();
    Iterator<Waiting<Q, A>> all = waiting.iterator();
    while (all.hasNext() && batch.size() < limits.size()) {
      Waiting<Q, A> next = all.next();
      if (now - next.since() > limits.longestWait().toNanos()) {
        all.remove();
        fail(next, new TimeoutException("waited too long for the database"));
      } else if (take(statement.keys(next.question()), taken)) {
        all.remove();
        batch.add(next);
      }
    }
    return batch;
  }

  private static boolean take(Collection<?> keys, Set<Object> taken) {
    for (Object key : keys) {
      if (taken.contains(key)) {
        return false;
      }
    }
    taken.addAll(keys);
    return true;
  }

  private void run(List<Waiting<Q, A>> batch) {
    sizes.accept(batch.size());
    AtomicBoolean holdsUpOthers = new AtomicBoolean(true);
    long timer =
        vertx.setTimer(limits.patience().toMillis(), ignored -> letOthersGo(holdsUpOthers));
    Uni.createFrom()
        .deferred(() -> statement.together(batch.stream().map(Waiting::question).toList()))
        .emitOn(ourContext())
        .onTermination()
        .invoke(
            () -> {
              vertx.cancelTimer(timer);
              letOthersGo(holdsUpOthers);
            })
        .subscribe()
        .with(answers -> answer(batch, answers), failure -> batch.forEach(this::askAlone));
  }

  private void letOthersGo(AtomicBoolean holdsUpOthers) {
    if (holdsUpOthers.compareAndSet(true, false)) {
      startNext();
    }
  }

  private void answer(List<Waiting<Q, A>> batch, List<Optional<A>> answers) {
    for (int i = 0; i < batch.size(); i++) {
      Waiting<Q, A> question = batch.get(i);
      answers
          .get(i)
          .ifPresentOrElse(answer -> complete(question, answer), () -> askAlone(question));
    }
  }

  /** Meanwhile nobody else asks about the same: he would only wait for this one to end. */
  private void askAlone(Waiting<Q, A> question) {
    Collection<?> keys = statement.keys(question.question());
    asked.addAll(keys);
    Uni.createFrom()
        .deferred(() -> statement.alone(question.question()))
        .emitOn(ourContext())
        .onTermination()
        .invoke(
            () -> {
              asked.removeAll(keys);
              startIfIdle();
            })
        .subscribe()
        .with(answer -> complete(question, answer), failure -> fail(question, failure));
  }

  private void complete(Waiting<Q, A> question, A answer) {
    unanswered.decrementAndGet();
    question.emitter().complete(answer);
  }

  private void fail(Waiting<Q, A> question, Throwable failure) {
    unanswered.decrementAndGet();
    question.emitter().fail(failure);
  }
}

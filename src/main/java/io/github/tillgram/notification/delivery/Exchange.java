package io.github.tillgram.notification.delivery;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * One request and its answer. However it ends, by an answer, by trouble, by the clock or because
 * nobody waits any more: the connection is then fit for the next request, or closed.
 */
final class Exchange {

  private static final String RETRY_AFTER = "Retry-After";

  /** A body longer than this is not worth reading to its end for the connection's sake. */
  private static final int DRAINED = 16 * 1024;

  private final Vertx vertx;
  private final Clock clock;
  private final long begun;
  private final Duration timeout;
  private final BodyText text = new BodyText();

  private UniEmitter<? super Answer> caller;
  private HttpClientRequest request;
  private HttpClientResponse response;
  private long timer;
  private int read;
  private boolean isOver;
  private boolean isRead;

  /**
   * @param begun when the call began, of which this is perhaps only a part
   */
  Exchange(Vertx vertx, Clock clock, long begun, Duration timeout) {
    this.vertx = vertx;
    this.clock = clock;
    this.begun = begun;
    this.timeout = timeout;
  }

  static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  Uni<Answer> ask(Supplier<Future<HttpClientRequest>> connect, Buffer body) {
    return Uni.createFrom().emitter(waiting -> begin(waiting, connect, body));
  }

  private synchronized void begin(
      UniEmitter<? super Answer> waiting,
      Supplier<Future<HttpClientRequest>> connect,
      Buffer body) {
    caller = waiting;
    caller.onTermination(this::close);
    long left = timeout.minus(since(begun)).toMillis();
    timer = vertx.setTimer(Math.max(1, left), expired -> end(CallFailure.TIMED_OUT));
    connect
        .get()
        .onSuccess(connected -> send(connected, body))
        .onFailure(
            trouble -> end(isTls(trouble) ? CallFailure.TLS_FAILED : CallFailure.CONNECT_FAILED));
  }

  private synchronized void send(HttpClientRequest connected, Buffer body) {
    request = connected;
    if (isOver) {
      request.reset();
      return;
    }
    request.send(body).onSuccess(this::receive).onFailure(trouble -> end(afterConnecting(trouble)));
  }

  private synchronized void receive(HttpClientResponse head) {
    response = head;
    response.exceptionHandler(trouble -> end(CallFailure.CUT_OFF));
    response.handler(this::take);
    response.endHandler(complete -> finish());
  }

  private void take(Buffer chunk) {
    text.take(chunk);
    read += chunk.length();
    if (read > DRAINED) {
      end(CallFailure.CUT_OFF);
    }
  }

  private void finish() {
    isRead = true;
    end(CallFailure.CUT_OFF);
  }

  /** What has a status is an answer, whatever befell its body. */
  private void end(CallFailure trouble) {
    if (close()) {
      caller.complete(response == null ? unanswered(trouble) : answered());
    }
  }

  /** Says whether it was open until now. */
  private synchronized boolean close() {
    if (isOver) {
      return false;
    }
    isOver = true;
    vertx.cancelTimer(timer);
    if (request != null && !isRead) {
      request.reset();
    }
    return true;
  }

  private Answer unanswered(CallFailure trouble) {
    return new Answer.Unanswered(trouble, since(begun));
  }

  private Answer answered() {
    return new Answer.Answered(
        response.statusCode(),
        text.toString(),
        RetryAfter.read(response.getHeader(RETRY_AFTER), clock.instant()),
        since(begun));
  }

  private static CallFailure afterConnecting(Throwable trouble) {
    if (isTls(trouble)) {
      return CallFailure.TLS_FAILED;
    }
    return trouble instanceof IOException || trouble instanceof HttpClosedException
        ? CallFailure.CUT_OFF
        : CallFailure.UNREADABLE;
  }

  private static boolean isTls(Throwable trouble) {
    return trouble instanceof SSLException || trouble.getCause() instanceof SSLException;
  }
}

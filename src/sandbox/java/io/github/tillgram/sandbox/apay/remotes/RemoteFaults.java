package io.github.tillgram.sandbox.apay.remotes;

import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.world.Orders;
import java.time.Duration;
import java.util.Optional;

/** Trouble ordered for the next calls of a project. It is forgotten on restart. */
public final class RemoteFaults {
  private final Orders<String, Fault> orders = new Orders<>();

  /** What goes wrong. */
  public enum Kind {
    /** 429 with Retry-After. */
    RATE_LIMIT,
    /** 500 without JSON. */
    SERVER_ERROR,
    /** 502 with HTML, as a gateway answers. */
    BAD_GATEWAY,
    /** An error with a message of one's choice. */
    ERROR,
    /** The connection closes before the call was executed. */
    CLOSE,
    /** The call is executed, but the connection closes instead of an answer. */
    LOST_ANSWER,
    /** The call is executed, and the answer comes late. */
    SLOW
  }

  /**
   * One fault as it hits a call.
   *
   * @param status of {@link Kind#ERROR}
   * @param retryAfter seconds, of {@link Kind#RATE_LIMIT}
   */
  public record Fault(Kind kind, String message, int status, long retryAfter, Duration delay) {}

  /**
   * @param endpoint such as create-payment-page; empty: any
   */
  public void order(Project project, String endpoint, Fault fault, int times) {
    orders.add(project.id(), endpoint, fault, times);
  }

  public void forget(Project project) {
    orders.forget(project.id());
  }

  Optional<Fault> next(Project project, String endpoint) {
    return orders.next(project.id(), endpoint);
  }
}

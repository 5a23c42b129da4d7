package io.github.tillgram.notification.delivery;

import java.time.Duration;
import java.util.Optional;

/** What came of calling an endpoint. */
sealed interface Answer {

  /** How long the call took, the lookup of the name included. */
  Duration took();

  /**
   * The endpoint answered. A status counts as soon as it is there: what may be wrong with the body
   * that follows only shortens the text.
   *
   * @param text the beginning of the body, without what could not be stored or shown
   * @param retryAfter how long the endpoint wants to be left alone, at most a day
   */
  record Answered(int status, String text, Optional<Duration> retryAfter, Duration took)
      implements Answer {

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  record Unanswered(CallFailure failure, Duration took) implements Answer {}
}

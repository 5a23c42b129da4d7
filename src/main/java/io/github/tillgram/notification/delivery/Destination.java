package io.github.tillgram.notification.delivery;

import java.net.InetAddress;
import java.util.List;

/** Where an endpoint's address leads at this moment. */
sealed interface Destination {

  /**
   * @param addresses those that were judged, and the only ones to connect to
   */
  record Callable(List<InetAddress> addresses) implements Destination {}

  /**
   * @param finding says why and how to mend it
   */
  record Refused(String finding) implements Destination {}

  record Unresolved() implements Destination {}
}

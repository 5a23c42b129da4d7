package io.github.tillgram.apay.page;

import io.github.tillgram.invoice.PageReservations.Obstacle;
import java.time.Instant;
import java.util.Optional;

/** What a payer who opens an address gets to see. */
sealed interface PayStep {

  /** He is led to A-Pay's page. */
  record Go(String page) implements PayStep {}

  /** A-Pay makes the page just now. */
  record Prepare() implements PayStep {}

  /** The page cannot be had now, though it may be later. */
  record TryLater() implements PayStep {}

  /** Nobody can begin to pay. */
  record Blocked(Obstacle obstacle, Optional<Instant> until) implements PayStep {}

  /** His payment is under way, and A-Pay has not said how it ended. */
  record Waiting(Optional<String> page) implements PayStep {}

  /** His payment came to nothing; he may begin anew. */
  record NotPaid() implements PayStep {}

  /** His payment is in the books. */
  record Paid() implements PayStep {}

  /** He may begin. */
  record Ready() implements PayStep {}

  /** There is nothing behind the address. */
  record Unknown() implements PayStep {}
}

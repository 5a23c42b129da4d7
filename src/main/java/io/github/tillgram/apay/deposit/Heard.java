package io.github.tillgram.apay.deposit;

import io.github.tillgram.invoice.Credited;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of something that A-Pay said of an order.
 *
 * @param credited the payment, if there is one by it
 */
public record Heard(What what, Optional<Credited> credited) {

  /** In one word, for meters and for the record. */
  public enum What {
    /** Said before, to the letter; nothing changed. */
    REPEAT,
    /** Said otherwise, but it is what is known. */
    KNOWN,
    /** Money is in the books. */
    CREDITED,
    /** It is credited once A-Pay confirms it. */
    CONFIRMING,
    /** It was not paid. */
    NOT_PAID,
    PENDING,
    PARKED,
    CONFLICT,
    /** A-Pay was asked for a day and never said how it ended. */
    UNRESOLVED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Heard of(What what) {
    return new Heard(what, Optional.empty());
  }

  static Heard credited(Credited credited) {
    return new Heard(What.CREDITED, Optional.of(credited));
  }
}

package io.github.tillgram.apay.deposit;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which attempt of ours an order is about. Only what the call that made its page said of it counts:
 * A-Pay's order and our own number of the transaction.
 */
record Matching(Optional<ApayAttempt> attempt, Optional<Parking> obstacle) {

  /** Payment systems of A-Pay's lists that pay out and never take in. */
  private static final Set<String> WITHDRAWAL_ONLY =
      Set.of(
          "imps_top",
          "upay_w",
          "pkr_w",
          "pkr_w2",
          "jazzcash_w",
          "cbebirr_p2p",
          "mercado_ars_p2p",
          "mercado_uyu_p2c");

  /**
   * @param candidates all attempts that have the order or the transaction
   */
  static Matching of(ApayTransaction said, List<ApayAttempt> candidates) {
    if (said.paymentSystem().filter(WITHDRAWAL_ONLY::contains).isPresent()) {
      return nothing(Parking.WITHDRAWAL);
    }
    if (candidates.isEmpty()) {
      return nothing(Parking.UNKNOWN_ORDER);
    }
    if (candidates.size() > 1) {
      return nothing(Parking.CONTRADICTORY);
    }
    ApayAttempt attempt = candidates.get(0);
    if (said.customTransactionId()
        .filter(named -> !named.equals(attempt.customTransactionId()))
        .isPresent()) {
      return nothing(Parking.CONTRADICTORY);
    }
    boolean otherPayer = said.customUserId().filter(named -> !attempt.mayBeOf(named)).isPresent();
    return new Matching(
        Optional.of(attempt), otherPayer ? Optional.of(Parking.OTHER_PAYER) : Optional.empty());
  }

  private static Matching nothing(Parking why) {
    return new Matching(Optional.empty(), Optional.of(why));
  }
}

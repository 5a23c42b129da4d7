package io.github.tillgram.invoice;

import java.util.Optional;
import java.util.UUID;

/** What names a charge of a rail, and is unique for ever. */
public sealed interface Charge {

  /**
   * A charge of Telegram's, of its own currency or through a provider.
   *
   * @param id unique for the bot
   */
  record Telegram(String id, Optional<String> providerId) implements Charge {}

  /**
   * An order at A-Pay.
   *
   * @param projectId our id of the project; the order is unique in it
   * @param reservedAs who reserved the invoice for it, see {@link PageReservations}
   * @param exact whether the amount is what A-Pay says to the last digit; otherwise it is the part
   *     of it that the currency can express
   * @param tolerance how much less than the total counts as the total, in the smallest unit
   */
  record ApayOrder(UUID projectId, String orderId, long reservedAs, boolean exact, long tolerance)
      implements Charge {}
}

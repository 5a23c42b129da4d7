package io.github.tillgram.payments;

import io.github.tillgram.invoice.Invoice;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands in the deep link of an invoice, {@code t.me/our_bot?start=invoice-…}. It names the
 * invoice, which is no secret, and never the payload.
 */
final class StartParameter {

  private static final String PREFIX = "invoice-";

  private StartParameter() {}

  static String of(Invoice invoice) {
    return PREFIX + invoice.id();
  }

  /** Whether it leads to an invoice, to whichever. */
  static boolean isOurs(String parameter) {
    return parameter.startsWith(PREFIX);
  }

  /** The invoice it names; empty when nothing of ours looks like that. */
  static Optional<UUID> invoice(String parameter) {
    String name = parameter.substring(PREFIX.length());
    try {
      UUID id = UUID.fromString(name);
      return id.toString().equals(name) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException garbage) {
      return Optional.empty();
    }
  }
}

package io.github.tillgram.invoice;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** What the rail APAY has to say of invoices. The room of that rail implements it. */
public interface PageRail {

  /**
   * @param field the one of the order that is wrong, or names what is missing
   * @param message what is wrong, and how to mend it
   */
  record Objection(String field, String message) {}

  /** The invoice cannot be paid on a page now, though perhaps later. */
  final class NotPayable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for the merchant
     */
    public NotPayable(String message) {
      super(message, null, false, false);
    }
  }

  /** Whoever has to be asked does not answer; later may do. */
  final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for the merchant
     */
    public Unavailable(String message) {
      super(message, null, false, false);
    }
  }

  /** Everything that keeps a bot's invoice from this rail, in the caller's session. */
  Uni<List<Objection>> objections(UUID merchantId, UUID botId, InvoiceTerms terms, long total);

  /** The link to the invoice's page. Fails with {@link NotPayable} and {@link Unavailable}. */
  Uni<String> link(Invoice invoice);
}

package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Finds what a bot offers to people who type its name in any chat. */
@ApplicationScoped
public class InlineOffers {

  /**
   * Strangers make this query at every key they press, so it reads so many rows and no more: an
   * invoice behind a thousand newer ones that do not match is not found.
   */
  private static final String FIND =
      """
      SELECT id FROM (
        SELECT id, inline_text FROM invoice
        WHERE bot_id = :botId AND offered_inline AND unsettled AND id < :before
          AND (expires_at IS NULL OR expires_at > now())
        ORDER BY id DESC LIMIT 1000
      ) newest
      WHERE position(:text IN inline_text) > 0
      ORDER BY id DESC LIMIT :most
      """;

  private static final UUID LAST = new UUID(-1, -1);

  private final InvoiceRepository invoices;

  InlineOffers(InvoiceRepository invoices) {
    this.invoices = invoices;
  }

  /**
   * Open invoices with the text in title or description, whatever its case, newest first.
   *
   * @param before the last one of the page before
   */
  public Uni<List<Invoice>> find(UUID botId, String text, Optional<UUID> before, int most) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(FIND, UUID.class)
                    .setParameter("botId", botId)
                    .setParameter("before", before.orElse(LAST))
                    .setParameter("text", searchable(text))
                    .setParameter("most", most)
                    .getResultList())
        .chain(ids -> invoices.list("id in ?1", Sort.descending("id"), ids));
  }

  static String searchable(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

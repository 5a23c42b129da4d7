package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps invoices for those who pay on a page outside Telegram, as a pre-checkout does for those who
 * pay inside. A reservation is held under a number of the attempt, which is negative; Telegram's
 * users are positive, so that neither takes the other's for its own.
 *
 * <p>All of it happens in the caller's transaction, and {@link #lock} comes first.
 */
@ApplicationScoped
public class PageReservations {

  /** Why nobody may begin to pay an invoice now. */
  public enum Obstacle {
    PAID,
    REFUNDED,
    CANCELED,
    EXPIRED,
    /** Somebody else may be paying; so it is until the reservation lapses. */
    BEING_PAID,
    /** Money came that the merchant has yet to accept or give back. */
    UNDER_REVIEW,
    /** As many have paid, or may be paying, as may. */
    LIMIT_REACHED
  }

  private static final String HELD =
      "SELECT EXISTS (SELECT FROM payment WHERE invoice_id = :id AND rail = 'APAY'"
          + " AND status = 'HELD')";

  private static final String LIVE =
      "SELECT count(*) FROM reservation WHERE invoice_id = :id AND reserved_until > now()";

  private static final String RESERVE_SINGLE =
      """
      UPDATE invoice SET status = 'CHECKOUT', reserved_by = :number, version = version + 1,
             reserved_until = now() + :wait * interval '1 millisecond'
      WHERE id = :id RETURNING reserved_until
      """;

  private static final String RESERVE_REUSABLE =
      """
      WITH changed AS (UPDATE invoice SET version = version + 1 WHERE id = :id)
      INSERT INTO reservation (invoice_id, payer_id, reserved_until)
      VALUES (:id, :number, now() + :wait * interval '1 millisecond') RETURNING reserved_until
      """;

  private static final String RELEASE =
      """
      WITH row_of_its_own AS (
        DELETE FROM reservation WHERE invoice_id = :id AND payer_id = :number
      )
      UPDATE invoice SET version = version + 1, reserved_by = NULL, reserved_until = NULL,
             status = CASE status WHEN 'CHECKOUT' THEN 'OPEN' ELSE status END
      WHERE id = :id AND reserved_by = :number
      """;

  private final InvoiceRepository invoices;

  PageReservations(InvoiceRepository invoices) {
    this.invoices = invoices;
  }

  /** Locks the row until the transaction ends. */
  public Uni<Invoice> lock(UUID invoiceId) {
    return invoices.lock(invoiceId);
  }

  /** What keeps a payer who has not begun from beginning. */
  public Uni<Optional<Obstacle>> obstacle(Invoice invoice) {
    return switch (invoice.status()) {
      case PAID -> found(Obstacle.PAID);
      case REFUNDED -> found(Obstacle.REFUNDED);
      case CANCELED -> found(Obstacle.CANCELED);
      case EXPIRED -> found(Obstacle.EXPIRED);
      case CHECKOUT -> found(Obstacle.BEING_PAID);
      case OPEN -> invoice.usage() == Usage.SINGLE ? underReview(invoice) : limit(invoice);
    };
  }

  private static Uni<Optional<Obstacle>> found(Obstacle obstacle) {
    return Uni.createFrom().item(Optional.of(obstacle));
  }

  private static Uni<Optional<Obstacle>> underReview(Invoice invoice) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(HELD, Boolean.class)
                    .setParameter("id", invoice.id())
                    .getSingleResult())
        .map(held -> held ? Optional.of(Obstacle.UNDER_REVIEW) : Optional.empty());
  }

  private static Uni<Optional<Obstacle>> limit(Invoice invoice) {
    if (invoice.maxPayments().isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LIVE, Long.class)
                    .setParameter("id", invoice.id())
                    .getSingleResult())
        .map(live -> live + invoice.countedPayments() >= invoice.maxPayments().get())
        .map(full -> full ? Optional.of(Obstacle.LIMIT_REACHED) : Optional.empty());
  }

  /**
   * Keeps the invoice for an attempt.
   *
   * @param number the attempt's, below 0
   * @return until when
   */
  public Uni<Instant> reserve(Invoice invoice, long number, Duration wait) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        invoice.usage() == Usage.SINGLE ? RESERVE_SINGLE : RESERVE_REUSABLE,
                        OffsetDateTime.class)
                    .setParameter("id", invoice.id())
                    .setParameter("number", number)
                    .setParameter("wait", wait.toMillis())
                    .getSingleResult())
        .map(OffsetDateTime::toInstant);
  }

  /** Gives the invoice free again, if the attempt still has it. */
  public Uni<Void> release(UUID invoiceId, long number) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(RELEASE)
                    .setParameter("id", invoiceId)
                    .setParameter("number", number)
                    .executeUpdate())
        .replaceWithVoid();
  }
}

package io.github.tillgram.testsupport;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Moves times into the past, since the database's clock cannot be moved. */
@ApplicationScoped
public class Clockwork {

  private final Database database;

  Clockwork(Database database) {
    this.database = database;
  }

  /** The invoice was created an hour earlier than it was. */
  public void age(UUID invoice) {
    database.update(
        "UPDATE invoice SET created_at = created_at - interval '1 hour' WHERE id = ?", invoice);
  }

  /** The invoice expired half an hour ago; it is an hour older than it was. */
  public void expire(UUID invoice) {
    age(invoice);
    database.update(
        "UPDATE invoice SET expires_at = now() - interval '30 minutes' WHERE id = ?", invoice);
  }

  /**
   * What the bot has to say, and what of its work failed, has waited long enough. Nothing happens
   * while something of it is under way, so that the order stays what it is.
   */
  public void endWaiting(UUID bot) {
    database.update(
        "DELETE FROM outbox_line WHERE bot_id = ?"
            + " AND NOT EXISTS (SELECT FROM outbox"
            + " WHERE bot_id = ? AND state = 'PENDING' AND lease_until > now())",
        bot,
        bot);
    database.update(
        "UPDATE outbox SET due_at = now() WHERE bot_id = ? AND state = 'PENDING'"
            + " AND last_error IS NOT NULL AND lease_owner IS NULL AND due_at > now()",
        bot);
  }

  /** Every reservation of the invoice ended a minute ago. */
  public void lapse(UUID invoice) {
    database.update(
        "UPDATE invoice SET reserved_until = now() - interval '1 minute'"
            + " WHERE id = ? AND reserved_until IS NOT NULL",
        invoice);
    database.update(
        "UPDATE reservation SET reserved_until = now() - interval '1 minute' WHERE invoice_id = ?",
        invoice);
  }
}

package io.github.tillgram.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The ledger behind the payments of a shop. */
@ApplicationScoped
public class Books {

  private static final String UNBALANCED =
      """
      SELECT telegram_charge_id FROM payment p
      WHERE bot_id = ?
        AND (SELECT coalesce(sum(l.amount), 0) FROM ledger_line l
             WHERE l.payment_id = p.id AND l.currency = p.currency)
            <> CASE p.status WHEN 'REFUNDED' THEN 0 ELSE p.amount END
      """;

  private static final String LINES =
      """
      SELECT l.kind || ' ' || l.amount FROM ledger_line l JOIN payment p ON p.id = l.payment_id
      WHERE p.bot_id = ? AND p.telegram_charge_id = ? ORDER BY l.id
      """;

  private final Database database;

  Books(Database database) {
    this.database = database;
  }

  /** The lines of a charge in the order they were written, such as {@code GOODS 1250}. */
  public List<String> lines(Shop shop, String chargeId) {
    return database.column(LINES, shop.botId(), chargeId).stream().map(Object::toString).toList();
  }

  /** How many payments the shop's bot has received. */
  public long payments(Shop shop) {
    return database.number("SELECT count(*) FROM payment WHERE bot_id = ?", shop.botId());
  }

  /** The lines of every payment sum to what was received and not given back. */
  public void assertBalanced(Shop shop) {
    assertThat(database.column(UNBALANCED, shop.botId())).isEmpty();
  }
}

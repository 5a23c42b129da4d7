package io.github.tillgram.reconciliation;

import io.github.tillgram.database.DatabaseConnections;
import io.github.tillgram.money.Currencies;
import io.github.tillgram.money.MajorUnits;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * What is known to differ. Differences from Telegram's account are kept when they are found; those
 * about A-Pay are read out of our own books, which have every word of it, so that each is there as
 * long as it lasts and goes by itself.
 */
@ApplicationScoped
public class Differences {

  /** Kept ones; the page is cut here, where an index gives it. */
  private static final String OF_ACCOUNTS =
      """
      SELECT id, bot_id, source, kind, NULL AS reason, direction, transaction_id, currency,
             our_amount, currency AS their_currency, their_amount::text AS their_amount,
             their_nanostars, invoice_id, payment_id, NULL::uuid AS telegram_payment_id,
             NULL::uuid AS deposit_id, made_at, first_seen_at, last_seen_at, resolved_at
      FROM reconciliation_difference
      WHERE merchant_id = $1 AND ($2::uuid IS NULL OR bot_id = $2)
        AND ($3::text IS NULL OR source = $3) AND ($4::text IS NULL OR kind = $4)
        AND ($5::boolean IS NULL OR (resolved_at IS NULL) = $5)
        AND ($6::uuid IS NULL OR id < $6)
      ORDER BY id DESC LIMIT $7
      """;

  /**
   * What A-Pay says of orders. It cannot be resolved that a payment system which only pays out has
   * paid out, and nothing is missing by it. Whatever A-Pay took back is as it says once the money
   * was given back.
   */
  private static final String ORDERS =
      """
      SELECT d.id AS subject, m.kind, m.reason, d.project_id, d.order_id, d.invoice_id,
             d.payment_id, NULL::uuid AS telegram_payment_id, d.created_at AS made_at,
             coalesce((SELECT min(n.created_at) FROM apay_notice n
                       WHERE n.deposit_id = d.id AND starts_with(n.outcome, m.outcome)),
                      d.created_at) AS since, d.id AS deposit_id
      FROM apay_deposit d LEFT JOIN payment p ON p.id = d.payment_id
      CROSS JOIN LATERAL (VALUES
        ('MISSING_HERE', d.parked, 'parked', d.status = 'SUCCESS' AND d.payment_id IS NULL
                                             AND d.parked IS DISTINCT FROM 'WITHDRAWAL'),
        ('UNCONFIRMED', NULL, 'confirming', d.status = 'CONFIRMING'),
        ('CONTRADICTED', d.conflict, 'conflict', d.conflict IS NOT NULL
                                                 AND p.status IS DISTINCT FROM 'REFUNDED')
      ) m (kind, reason, outcome, holds)
      WHERE d.merchant_id = $1 AND m.holds
        AND ((d.payment_id IS NULL AND d.status IN ('SUCCESS', 'CONFIRMING'))
             OR d.conflict IS NOT NULL)
      """;

  /** A-Pay has said of an order that waits for its confirmation that it was paid. */
  private static final String ATTEMPTS =
      """
      SELECT a.id, 'UNRESOLVED', NULL, a.project_id, a.order_id, a.invoice_id, NULL, NULL,
             a.created_at, coalesce(a.asked_at, a.created_at),
             (SELECT d.id FROM apay_deposit d
              WHERE d.project_id = a.project_id AND d.order_id = a.order_id)
      FROM apay_attempt a
      WHERE a.merchant_id = $1 AND a.state = 'UNRESOLVED'
        AND NOT EXISTS (SELECT FROM apay_deposit d
                        WHERE d.merchant_id = $1 AND d.attempt_id = a.id
                          AND d.payment_id IS NULL AND d.status = 'CONFIRMING')
      """;

  /** Money that went back is nobody's concern any more. */
  private static final String PAYMENTS =
      """
      SELECT p.id, m.kind, m.reason, p.apay_project_id, p.apay_order_id, p.invoice_id, p.id,
             t.id, p.paid_at, greatest(p.recorded_at, m.since), d.id
      FROM payment p
      LEFT JOIN invoice i ON i.id = p.invoice_id
      LEFT JOIN apay_deposit d ON d.project_id = p.apay_project_id AND d.order_id = p.apay_order_id
      LEFT JOIN LATERAL (
        SELECT t.id, t.recorded_at FROM payment t
        WHERE t.invoice_id = p.invoice_id AND i.usage = 'SINGLE'
          AND t.rail <> 'APAY' AND t.status <> 'REFUNDED'
        ORDER BY t.recorded_at, t.id LIMIT 1
      ) t ON true
      CROSS JOIN LATERAL (VALUES
        ('AMOUNT_DIFFERS', p.anomaly, NULL::timestamptz,
         p.status = 'HELD' AND p.anomaly = 'AMOUNT_MISMATCH'),
        ('CURRENCY_DIFFERS', p.anomaly, NULL,
         p.status = 'HELD' AND p.anomaly = 'CURRENCY_MISMATCH'),
        ('PAYMENT_HELD', p.anomaly, NULL,
         p.status = 'HELD' AND p.anomaly NOT IN ('AMOUNT_MISMATCH', 'CURRENCY_MISMATCH')
         AND t.id IS NULL),
        ('INVOICE_NOT_PAID', NULL, NULL,
         p.status = 'COUNTED' AND i.usage = 'SINGLE' AND i.status NOT IN ('PAID', 'REFUNDED')),
        ('MISSING_THERE', NULL, NULL, d.id IS NULL),
        ('PAID_THROUGH_BOTH', NULL, t.recorded_at, t.id IS NOT NULL)
      ) m (kind, reason, since, holds)
      WHERE p.merchant_id = $1 AND p.rail = 'APAY' AND p.status <> 'REFUNDED' AND m.holds
      """;

  /** Each has the time of what it is about in its id, and the same id each time it is read. */
  private static final String OF_APAY =
      """
      SELECT overlay(md5(f.kind || f.subject) PLACING left(replace(f.subject::text, '-', ''), 13)
                     FROM 1)::uuid AS id,
             coalesce(i.bot_id, p.bot_id, j.bot_id) AS bot_id, 'APAY' AS source, f.kind, f.reason,
             'INCOMING' AS direction, coalesce(d.order_id, f.order_id) AS transaction_id,
             coalesce(i.currency, p.currency, d.currency) AS currency,
             coalesce(i.total, p.amount) AS our_amount, d.currency AS their_currency,
             d.amount AS their_amount, 0 AS their_nanostars, f.invoice_id, f.payment_id,
             f.telegram_payment_id, f.deposit_id,
             coalesce(p.paid_at, d.activated_at, d.ordered_at, f.made_at) AS made_at,
             f.since AS first_seen_at, greatest(f.since, now()) AS last_seen_at,
             NULL::timestamptz AS resolved_at
      FROM (%s UNION ALL %s UNION ALL %s) f
      LEFT JOIN apay_deposit d ON d.id = f.deposit_id
      LEFT JOIN payment p ON p.id = f.payment_id
      LEFT JOIN invoice i ON i.id = f.invoice_id
      LEFT JOIN apay_project j ON j.id = f.project_id
      WHERE coalesce($3::text, 'APAY') = 'APAY' AND coalesce($5::boolean, true)
        AND ($4::text IS NULL OR f.kind = $4)
      """
          .formatted(ORDERS, ATTEMPTS, PAYMENTS);

  private static final String SEARCH =
      DatabaseConnections.PLANNED_ANEW
          + """
      SELECT * FROM ((%s) UNION ALL (%s)) found
      WHERE ($2::uuid IS NULL OR bot_id = $2) AND ($6::uuid IS NULL OR id < $6)
      ORDER BY id DESC LIMIT $7
      """
              .formatted(OF_ACCOUNTS, OF_APAY);

  private final Pool pool;

  Differences(Pool pool) {
    this.pool = pool;
  }

  /** The differences of this merchant; another merchant's do not exist for it. */
  public Uni<List<Difference>> search(UUID merchantId, DifferenceFilter filter, int limit) {
    return pool.preparedQuery(SEARCH)
        .execute(
            Tuple.tuple()
                .addUUID(merchantId)
                .addUUID(filter.botId().orElse(null))
                .addString(filter.source().map(Enum::name).orElse(null))
                .addString(filter.kind().map(Enum::name).orElse(null))
                .addBoolean(filter.open().orElse(null))
                .addUUID(filter.before().orElse(null))
                .addInteger(limit))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(Differences::difference)
                    .toList());
  }

  private static Difference difference(Row row) {
    Source source = Source.valueOf(row.getString("source"));
    return new Difference(
        row.getUUID("id"),
        Optional.ofNullable(row.getUUID("bot_id")),
        source,
        DifferenceKind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getString("reason")),
        Direction.valueOf(row.getString("direction")),
        Optional.ofNullable(row.getString("transaction_id")),
        Optional.ofNullable(row.getString("currency")),
        Optional.ofNullable(row.getLong("our_amount")),
        Optional.ofNullable(row.getString("their_currency")),
        theirAmount(source, row),
        row.getInteger("their_nanostars"),
        Optional.ofNullable(row.getUUID("invoice_id")),
        Optional.ofNullable(row.getUUID("payment_id")),
        Optional.ofNullable(row.getUUID("telegram_payment_id")),
        Optional.ofNullable(row.getUUID("deposit_id")),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getOffsetDateTime("first_seen_at").toInstant(),
        row.getOffsetDateTime("last_seen_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("resolved_at")).map(OffsetDateTime::toInstant));
  }

  /** A-Pay writes decimals in the major unit. */
  private static Optional<Long> theirAmount(Source source, Row row) {
    Optional<String> amount = Optional.ofNullable(row.getString("their_amount"));
    if (source == Source.STARS) {
      return amount.map(Long::valueOf);
    }
    String currency = row.getString("their_currency");
    return currency == null || !Currencies.isKnown(currency)
        ? Optional.empty()
        : amount
            .flatMap(written -> MajorUnits.read(new BigDecimal(written), currency))
            .map(MajorUnits.Reading::minorUnits);
  }
}

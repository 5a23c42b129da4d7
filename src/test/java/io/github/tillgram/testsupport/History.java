package io.github.tillgram.testsupport;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Books of a size that no test sells for: invoices over 12.50 USD, one a second, the newest just
 * now, each paid by a payer of its own and each with its ledger line. Ids grow with time.
 */
public final class History {

  private static final String INVOICES =
      """
      INSERT INTO invoice (id, merchant_id, bot_id, payload, reference, rail, usage, status, title,
                           description, currency, total, prices, tip_suggested, required_data, metadata,
                           counted_payments, created_at, paid_at)
      SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008000'
              || '1%3$s' || lpad(to_hex(n), 7, '0'))::uuid,
             '%1$s', '%2$s', '%3$s-' || n, '%3$s-order-' || n, 'TELEGRAM', 'SINGLE', 'PAID', 'Tea',
             'Assam, 250 g', 'USD', 1250, '[{"label":"Tea","amount":1250}]', '[]', '[]',
             '{"sku":"A-1"}', 1, at, at
      FROM generate_series(1, %4$d) n
      CROSS JOIN LATERAL (SELECT now() - (%4$d - n) * interval '1 second' AS at) t
      """;

  private static final String PAYMENTS =
      """
      INSERT INTO payment (id, merchant_id, bot_id, invoice_id, payload, rail, status, currency,
                           amount, goods, shipping, tip, telegram_charge_id, provider_charge_id,
                           payer_id, paid_at)
      SELECT (left(id::text, 24) || '2' || right(id::text, 11))::uuid, merchant_id, bot_id, id,
             payload, rail, 'COUNTED', currency, total, total, 0, 0, 'charge-' || payload,
             'provider-' || payload, 1000000 + split_part(payload, '-', 2)::bigint, paid_at
      FROM invoice WHERE merchant_id = '%1$s' AND payload LIKE '%3$s-%%'
      """;

  private static final String LEDGER =
      """
      INSERT INTO ledger_line (merchant_id, payment_id, kind, currency, amount, created_at)
      SELECT merchant_id, id, 'GOODS', currency, goods, paid_at
      FROM payment WHERE merchant_id = '%1$s' AND payload LIKE '%3$s-%%' ORDER BY paid_at
      """;

  private History() {}

  /** The statements that write it. */
  public static List<String> of(UUID merchantId, UUID botId, int size) {
    String salt = String.format("%04x", ThreadLocalRandom.current().nextInt(0x10000));
    return List.of(INVOICES, PAYMENTS, LEDGER, "ANALYZE invoice, payment, ledger_line").stream()
        .map(statement -> statement.formatted(merchantId, botId, salt, size))
        .toList();
  }
}

package io.github.tillgram.invoice;

import io.github.tillgram.privacy.Payer;
import io.github.tillgram.privacy.PayerRecords;
import io.github.tillgram.privacy.RecordKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Erases a payer from invoices, payments and subscriptions, under the locks of the invoices. An
 * invoice that is his alone and can still be paid is not touched: without him it would be
 * everybody's.
 */
@ApplicationScoped
class EraseFromInvoices implements PayerRecords {

  /**
   * A pre-checkout changes who has reserved an invoice, so that is in no index: the merchant's
   * invoices are read one by one.
   */
  private static final String HOLD =
      """
      SELECT i.id FROM invoice i WHERE i.merchant_id = :merchantId AND i.id IN (
        SELECT o.id FROM invoice o
        WHERE o.merchant_id = :merchantId AND (o.payer_id = :payerId OR o.reserved_by = :payerId)
        UNION SELECT p.invoice_id FROM payment p
              WHERE p.merchant_id = :merchantId AND p.payer_id = :payerId AND p.invoice_id IS NOT NULL
        UNION SELECT s.invoice_id FROM subscription s
              WHERE s.merchant_id = :merchantId AND s.payer_id = :payerId
        UNION SELECT r.invoice_id FROM reservation r WHERE r.payer_id = :payerId
        UNION SELECT f.invoice_id FROM shipping_offer f WHERE f.payer_id = :payerId
        UNION SELECT n.invoice_id FROM subscription_notice n WHERE n.payer_id = :payerId
        UNION SELECT m.invoice_id FROM invoice_message m WHERE m.chat_id = :payerId)
      ORDER BY i.id FOR UPDATE
      """;

  private static final String OBSTACLE =
      """
      SELECT words FROM (
        SELECT 1 AS rank, 'The invoice ' || id || ' is being paid by this payer. Try again at '
               || to_char(reserved_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.' AS words
        FROM invoice
        WHERE merchant_id = :merchantId AND reserved_by = :payerId AND reserved_until > now()
        UNION ALL
        SELECT 1, 'The invoice ' || r.invoice_id || ' is being paid by this payer. Try again at '
               || to_char(r.reserved_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.'
        FROM reservation r JOIN invoice i ON i.id = r.invoice_id
        WHERE i.merchant_id = :merchantId AND r.payer_id = :payerId AND r.reserved_until > now()
        UNION ALL
        SELECT 2, 'The invoice ' || id || ' is for this payer alone and can still be paid. Cancel it first.'
        FROM invoice WHERE merchant_id = :merchantId AND payer_id = :payerId AND unsettled
        UNION ALL
        SELECT 3, 'The payment ' || id || ' of this payer is being refunded. Try again when it is REFUNDED.'
        FROM payment
        WHERE merchant_id = :merchantId AND payer_id = :payerId AND status = 'REFUNDING'
        UNION ALL
        SELECT 4, 'The subscription ' || id || ' of this payer runs. Cancel it, and try again at '
               || to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.'
        FROM subscription
        WHERE merchant_id = :merchantId AND payer_id = :payerId AND expires_at > now()
      ) AS obstacle ORDER BY rank, words LIMIT 1
      """;

  /** Charge and amounts stay: the books need them, and a repeat is told by them. */
  private static final String PAYMENTS =
      """
      UPDATE payment SET payer_id = NULL, payer_language = NULL, order_info = NULL
      WHERE merchant_id = :merchantId AND payer_id = :payerId
      """;

  private static final String INVOICES =
      """
      UPDATE invoice SET payer_id = nullif(payer_id, :payerId), version = version + 1,
             reserved_by = nullif(reserved_by, :payerId),
             reserved_until = CASE WHEN reserved_by = :payerId THEN NULL ELSE reserved_until END,
             status = CASE WHEN reserved_by = :payerId AND status = 'CHECKOUT' THEN 'OPEN' ELSE status END
      WHERE merchant_id = :merchantId AND (payer_id = :payerId OR reserved_by = :payerId)
      """;

  private static final String RESERVATIONS =
      """
      DELETE FROM reservation r USING invoice i
      WHERE i.id = r.invoice_id AND i.merchant_id = :merchantId AND r.payer_id = :payerId
      """;

  private static final String OFFERS =
      """
      DELETE FROM shipping_offer f USING invoice i
      WHERE i.id = f.invoice_id AND i.merchant_id = :merchantId AND f.payer_id = :payerId
      """;

  private static final String SUBSCRIPTIONS =
      "UPDATE subscription SET payer_id = "
          + Payer.NOBODY
          + " WHERE merchant_id = :merchantId AND payer_id = :payerId";

  private static final String NOTICES =
      """
      DELETE FROM subscription_notice n USING invoice i
      WHERE i.id = n.invoice_id AND i.merchant_id = :merchantId AND n.payer_id = :payerId
      """;

  private static final String MESSAGES =
      """
      DELETE FROM invoice_message m USING invoice i
      WHERE i.id = m.invoice_id AND i.merchant_id = :merchantId AND m.chat_id = :payerId
      """;

  private static final Map<String, RecordKind> STATEMENTS = statements();

  private static Map<String, RecordKind> statements() {
    Map<String, RecordKind> statements = new LinkedHashMap<>();
    statements.put(INVOICES, RecordKind.INVOICES);
    statements.put(PAYMENTS, RecordKind.PAYMENTS);
    statements.put(RESERVATIONS, RecordKind.RESERVATIONS);
    statements.put(OFFERS, RecordKind.RESERVATIONS);
    statements.put(SUBSCRIPTIONS, RecordKind.SUBSCRIPTIONS);
    statements.put(NOTICES, RecordKind.SUBSCRIPTIONS);
    statements.put(MESSAGES, RecordKind.INVOICE_MESSAGES);
    return statements;
  }

  @Override
  public Turn turn() {
    return Turn.INVOICES;
  }

  @Override
  public Uni<Void> hold(Payer payer) {
    return payer.read(HOLD, UUID.class).replaceWithVoid();
  }

  @Override
  public Uni<Optional<String>> obstacle(Payer payer) {
    return payer.read(OBSTACLE, String.class).map(words -> words.stream().findFirst());
  }

  @Override
  public Uni<Map<RecordKind, Integer>> erase(Payer payer) {
    return payer.change(STATEMENTS);
  }
}

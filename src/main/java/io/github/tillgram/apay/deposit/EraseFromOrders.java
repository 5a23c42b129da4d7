package io.github.tillgram.apay.deposit;

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
 * Erases a payer from attempts, orders and what A-Pay said of them. What A-Pay says is compared by
 * its hash, so a repeat is known although its text says less now.
 */
@ApplicationScoped
class EraseFromOrders implements PayerRecords {

  /** What he is called towards A-Pay. */
  private static final String NAME = "'tg-' || CAST(CAST(:payerId AS bigint) AS text)";

  private static final String NAME_IN_TEXT = NAME + " || '(?![0-9])'";

  private static final String HOLD_ORDERS =
      """
      SELECT d.id FROM apay_deposit d
      WHERE d.merchant_id = :merchantId AND (d.custom_user_id = %s OR d.attempt_id IN (
        SELECT a.id FROM apay_attempt a WHERE a.merchant_id = :merchantId AND a.payer_id = :payerId))
      ORDER BY d.id FOR UPDATE
      """
          .formatted(NAME);

  private static final String HOLD_INVOICES =
      """
      SELECT i.id FROM invoice i WHERE i.id IN (
        SELECT a.invoice_id FROM apay_attempt a
        WHERE a.merchant_id = :merchantId AND a.payer_id = :payerId)
      ORDER BY i.id FOR UPDATE
      """;

  /** Also one that lapsed: A-Pay is asked about it for a day, and may say that he paid. */
  private static final String OBSTACLE =
      """
      SELECT 'A payment page of the invoice ' || invoice_id || ' is open for this payer, or A-Pay has not'
             || ' said yet how it ended. Try again in a day.'
      FROM apay_attempt
      WHERE merchant_id = :merchantId AND payer_id = :payerId
        AND (state IN ('CREATING', 'OPEN') OR ask_at IS NOT NULL)
      ORDER BY id LIMIT 1
      """;

  private static final String ATTEMPTS =
      """
      UPDATE apay_attempt SET payer_id = NULL, custom_user_id = '%s', page = NULL
      WHERE merchant_id = :merchantId AND payer_id = :payerId
      """
          .formatted(ApayAttempt.ERASED);

  private static final String LINKS =
      """
      DELETE FROM apay_pay_link l USING invoice i
      WHERE i.id = l.invoice_id AND i.merchant_id = :merchantId AND l.payer_id = :payerId
      """;

  private static final String ORDERS =
      """
      UPDATE apay_deposit SET custom_user_id = NULL, lost_description = NULL
      WHERE merchant_id = :merchantId AND (custom_user_id = %s OR attempt_id IN (
        SELECT a.id FROM apay_attempt a WHERE a.merchant_id = :merchantId AND a.payer_id = :payerId))
      """
          .formatted(NAME);

  private static final String NOTICES =
      """
      UPDATE apay_notice n SET entry = regexp_replace(n.entry, %1$s, '%2$s', 'g')
      FROM apay_deposit d
      WHERE d.id = n.deposit_id AND d.merchant_id = :merchantId AND n.entry ~ (%1$s)
      """
          .formatted(NAME_IN_TEXT, ApayAttempt.ERASED);

  private static final String POSTBACKS =
      """
      UPDATE apay_postback b SET body = regexp_replace(b.body, %1$s, '%2$s', 'g')
      FROM apay_project p
      WHERE p.id = b.project_id AND p.merchant_id = :merchantId AND b.body ~ (%1$s)
      """
          .formatted(NAME_IN_TEXT, ApayAttempt.ERASED);

  @Override
  public Turn turn() {
    return Turn.ORDERS;
  }

  @Override
  public Uni<Void> hold(Payer payer) {
    return payer
        .read(HOLD_ORDERS, UUID.class)
        .chain(() -> payer.read(HOLD_INVOICES, UUID.class))
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<String>> obstacle(Payer payer) {
    return payer.read(OBSTACLE, String.class).map(words -> words.stream().findFirst());
  }

  /** The orders before the attempts, by which they are found. */
  @Override
  public Uni<Map<RecordKind, Integer>> erase(Payer payer) {
    Map<String, RecordKind> statements = new LinkedHashMap<>();
    statements.put(ORDERS, RecordKind.DEPOSITS);
    statements.put(NOTICES, RecordKind.DEPOSITS);
    statements.put(POSTBACKS, RecordKind.DEPOSITS);
    statements.put(ATTEMPTS, RecordKind.PAYMENT_PAGES);
    statements.put(LINKS, RecordKind.PAYMENT_PAGES);
    return payer.change(statements);
  }
}

package io.github.tillgram.notification.outbox;

import io.github.tillgram.privacy.Payer;
import io.github.tillgram.privacy.PayerRecords;
import io.github.tillgram.privacy.RecordKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Erases what was to be said to a payer and never was, and his line. What waits to be said is not
 * dropped: it ends by itself, mostly within seconds.
 */
@ApplicationScoped
class EraseMessages implements PayerRecords {

  private static final String WAITING =
      """
      SELECT count(*) FROM outbox o JOIN bot b ON b.id = o.bot_id
      WHERE b.merchant_id = :merchantId AND o.chat_id = :payerId AND o.state = 'PENDING'
      """;

  private static final String ENDED =
      """
      DELETE FROM outbox o USING bot b
      WHERE b.id = o.bot_id AND b.merchant_id = :merchantId AND o.chat_id = :payerId
        AND o.state <> 'PENDING'
      """;

  private static final String LINES =
      """
      DELETE FROM outbox_line l USING bot b
      WHERE b.id = l.bot_id AND b.merchant_id = :merchantId AND l.chat_id = :payerId
      """;

  @Override
  public Uni<Optional<String>> obstacle(Payer payer) {
    return payer
        .read(WAITING, Long.class)
        .map(
            counts ->
                counts.get(0) == 0
                    ? Optional.empty()
                    : Optional.of(
                        "A message to this payer is on its way. Try again in a moment; it is given"
                            + " up after a day at the latest."));
  }

  @Override
  public Uni<Map<RecordKind, Integer>> erase(Payer payer) {
    Map<String, RecordKind> statements = new LinkedHashMap<>();
    statements.put(ENDED, RecordKind.MESSAGES);
    statements.put(LINES, RecordKind.MESSAGES);
    return payer.change(statements);
  }
}

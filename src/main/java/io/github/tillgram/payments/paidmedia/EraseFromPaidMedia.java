package io.github.tillgram.payments.paidmedia;

import io.github.tillgram.privacy.Payer;
import io.github.tillgram.privacy.PayerRecords;
import io.github.tillgram.privacy.RecordKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Erases who bought paid media, and whose chat they stand in; how often they were sold stays. */
@ApplicationScoped
class EraseFromPaidMedia implements PayerRecords {

  private static final String PURCHASES =
      "UPDATE paid_media_access SET payer_id = "
          + Payer.NOBODY
          + " WHERE merchant_id = :merchantId AND payer_id = :payerId";

  private static final String MEDIA =
      "UPDATE paid_media SET chat_id = "
          + Payer.NOBODY
          + " WHERE merchant_id = :merchantId AND chat_id = :payerId";

  @Override
  public Uni<Map<RecordKind, Integer>> erase(Payer payer) {
    Map<String, RecordKind> statements = new LinkedHashMap<>();
    statements.put(PURCHASES, RecordKind.PAID_MEDIA);
    statements.put(MEDIA, RecordKind.PAID_MEDIA);
    return payer.change(statements);
  }
}

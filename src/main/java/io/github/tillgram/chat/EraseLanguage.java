package io.github.tillgram.chat;

import io.github.tillgram.privacy.Payer;
import io.github.tillgram.privacy.PayerRecords;
import io.github.tillgram.privacy.RecordKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Erases which language a payer speaks to a merchant's bots; he is asked nothing until he speaks.
 */
@ApplicationScoped
class EraseLanguage implements PayerRecords {

  private static final String LANGUAGES =
      """
      DELETE FROM chat_language c USING bot b
      WHERE b.id = c.bot_id AND b.merchant_id = :merchantId AND c.chat_id = :payerId
      """;

  @Override
  public Uni<Map<RecordKind, Integer>> erase(Payer payer) {
    return payer.change(Map.of(LANGUAGES, RecordKind.LANGUAGES));
  }
}

package io.github.tillgram.privacy;

import io.github.tillgram.security.BlindIndex;
import io.github.tillgram.security.EncryptedColumns.Column;
import io.github.tillgram.security.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Lets an erasure be found by whoever names the payer, and by nobody else: a keyed digest of
 * merchant and payer. Once the encryption key it is made with is gone, it is nobody's.
 */
@ApplicationScoped
class PayerDigest {

  private static final Column PLACE = new Column("invoice_event", "payer");

  private final BlindIndex indexes;

  PayerDigest(BlindIndex indexes) {
    this.indexes = indexes;
  }

  String of(Payer payer) {
    return indexes.of(Secret.of(text(payer)), PLACE);
  }

  /** With any of the keys that are in use. */
  List<String> candidates(Payer payer) {
    return indexes.candidates(text(payer), PLACE);
  }

  private static String text(Payer payer) {
    return payer.merchantId() + " " + payer.id();
  }
}

package io.github.tillgram.apay.deposit;

import io.github.tillgram.apay.onboarding.Signer;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Takes what A-Pay says of orders into the books. */
public interface TakeEntries {

  /**
   * Takes each entry on its own, in order; when the {@code Uni} completes, all of them are
   * committed. A repeat changes nothing. Fails only when the database cannot take it, and then the
   * same entries may be given again.
   */
  Uni<Void> take(Signer signer, List<Entry> entries);
}

package io.github.tillgram.privacy;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/**
 * What a room keeps about payers. Found by CDI. All of it happens in one transaction: first
 * everybody holds what he is going to look at, then everybody says whether something is under way,
 * then everybody erases.
 */
public interface PayerRecords {

  /** In which order rows are locked, here as everywhere: orders of A-Pay, invoices, the rest. */
  enum Turn {
    ORDERS,
    INVOICES,
    REST
  }

  default Turn turn() {
    return Turn.REST;
  }

  /** Locks what must not change meanwhile, each kind of row by its ids. */
  default Uni<Void> hold(Payer payer) {
    return Uni.createFrom().voidItem();
  }

  /** Why he cannot be erased now, and what to do about it: a sentence or two for his merchant. */
  default Uni<Optional<String>> obstacle(Payer payer) {
    return Uni.createFrom().item(Optional.empty());
  }

  /** Erases, and tells how many records of which kind were about him. */
  Uni<Map<RecordKind, Integer>> erase(Payer payer);
}

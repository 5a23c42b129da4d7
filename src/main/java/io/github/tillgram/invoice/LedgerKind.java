package io.github.tillgram.invoice;

/** What a ledger line says about its amount. */
public enum LedgerKind {
  GOODS,
  SHIPPING,
  TIP,
  HELD,
  REFUND
}

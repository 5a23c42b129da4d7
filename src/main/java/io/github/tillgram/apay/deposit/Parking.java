package io.github.tillgram.apay.deposit;

/** Why what A-Pay posted was kept and shown, but not credited. */
public enum Parking {
  /** No attempt of ours has this order, or this transaction. */
  UNKNOWN_ORDER,
  /** The order is one attempt's and the transaction another's. */
  CONTRADICTORY,
  /** The payer is not the one that the attempt was for. */
  OTHER_PAYER,
  /** The payment system only ever pays out. */
  WITHDRAWAL,
  /** The amount does not fit 64 bits in the smallest unit. */
  TOO_LARGE,
  /** Telegram knows no such currency, so that nobody can say what the smallest unit is. */
  UNKNOWN_CURRENCY,
  /** The status is none of the documented words. */
  UNKNOWN_STATUS,
  /** The entry was rightly signed, but is not what A-Pay documents. */
  UNREADABLE
}

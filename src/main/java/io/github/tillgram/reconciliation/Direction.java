package io.github.tillgram.reconciliation;

/** Which way money went, seen from the merchant. */
public enum Direction {
  INCOMING,
  OUTGOING
}

package io.github.tillgram.invoice;

/** How often an invoice may be paid: once, or by any number of payers. */
public enum Usage {
  SINGLE,
  REUSABLE
}

package io.github.tillgram.invoice;

/** What a payer can be asked for. */
public enum ContactData {
  NAME,
  PHONE,
  EMAIL
}

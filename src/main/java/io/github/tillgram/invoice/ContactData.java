package io.github.tillgram.invoice;

/** What a payer can be asked for. */
public enum ContactData {
  NAME,
  PHONE,
  EMAIL,
  /** Where to send the goods; asked for by itself when there are shipping options. */
  ADDRESS
}

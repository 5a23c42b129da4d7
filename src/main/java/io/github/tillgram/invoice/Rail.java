package io.github.tillgram.invoice;

/** The way money takes. STARS if and only if the currency is XTR. */
public enum Rail {
  TELEGRAM,
  STARS,
  APAY
}

package io.github.tillgram.invoice;

/** What an amount consists of: goods, shipping and tip, in the smallest unit. */
record Split(long goods, long shipping, long tip) {

  /** Nothing is known about its parts. */
  static final Split NONE = new Split(0, 0, 0);

  boolean isKnown() {
    return goods > 0;
  }
}

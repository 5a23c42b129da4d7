package io.github.tillgram.payments;

/** Nobody knows which bot is to sell; the message says how to mend {@code botId}. */
public class UnknownSeller extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownSeller(String message) {
    super(message, null, false, false);
  }
}

package io.github.tillgram.apay.deposit;

/** One element of a postback's {@code transactions}. */
public sealed interface Entry {

  /** The very characters of it. */
  String text();

  record Readable(ApayTransaction transaction) implements Entry {
    @Override
    public String text() {
      return transaction.text();
    }
  }

  /**
   * Rightly signed, but not what A-Pay documents.
   *
   * @param reason names the member and what is wrong with it, without its value
   */
  record Unreadable(String text, String reason) implements Entry {}
}

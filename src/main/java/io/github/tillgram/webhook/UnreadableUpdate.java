package io.github.tillgram.webhook;

/** An update that is not what its kind promises. Says which part, never what it holds. */
public class UnreadableUpdate extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableUpdate(String message) {
    super(message, null, false, false);
  }
}

package io.github.tillgram.webhook;

/**
 * Which updates of a kind a handler takes.
 *
 * @param command whether the name is that of a command
 */
public record Selector(String name, boolean command) {

  /** Every update of the kind that no other handler takes. */
  public static final Selector ANY = new Selector("any", false);

  public static final Selector SUCCESSFUL_PAYMENT = new Selector("successful_payment", false);
  public static final Selector REFUNDED_PAYMENT = new Selector("refunded_payment", false);

  /** Messages that begin with this command and are meant for the bot. */
  public static Selector command(String name) {
    return new Selector(name, true);
  }
}

package io.github.tillgram.sandbox.world;

/**
 * A subscription paid in Stars, known by the charge that began it.
 *
 * @param expiresAt seconds since the epoch; access lasts until then, canceled or not
 */
public record Subscription(
    String firstCharge, long payerId, InvoiceTerms terms, long expiresAt, Renewal renewal) {

  /** Whether it will be renewed, and who decided otherwise. */
  public enum Renewal {
    ON,
    CANCELED_BY_PAYER,
    CANCELED_BY_BOT
  }

  public Subscription with(Renewal other) {
    return new Subscription(firstCharge, payerId, terms, expiresAt, other);
  }

  public Subscription renewed() {
    return new Subscription(
        firstCharge, payerId, terms, expiresAt + terms.subscriptionPeriod(), renewal);
  }
}

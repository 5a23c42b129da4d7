package io.github.tillgram.sandbox.apay.book;

/**
 * How A-Pay behaves towards a project where its documentation is silent, contradicts itself, or has
 * changed.
 *
 * @param order of the members of a transaction
 * @param amounts how an amount is written
 * @param precision PHP's serialize_precision: -1 or 17
 * @param wire how the signed text looks when it arrives
 * @param optional what stands in optional members
 * @param extraMembers whether transactions have members nobody documented
 * @param batch so many results make one postback
 * @param errorStatus of errors: 200 or 400
 * @param gainsFields whether answers have fields nobody documented, now and then
 * @param tellsSuccess whether the payer comes back with the status Success
 * @param uniqueIds whether a custom_transaction_id can be used once only
 * @param replacesOrderIds whether a deposit gets another order id once the payer has chosen
 * @param knowsPages whether deposit-info knows an order before the payer has chosen
 * @param pageSeconds how long the link to a page works
 */
public record Manners(
    Order order,
    Amounts amounts,
    int precision,
    Wire wire,
    Optional optional,
    boolean extraMembers,
    int batch,
    int errorStatus,
    boolean gainsFields,
    boolean tellsSuccess,
    boolean uniqueIds,
    boolean replacesOrderIds,
    boolean knowsPages,
    long pageSeconds) {
  private static final long HALF_AN_HOUR = 1800;

  /** Of the members of a transaction. */
  public enum Order {
    /** As the documentation lists them. */
    DOCUMENTED,
    /** Shorter names first, as PostgreSQL keeps jsonb; this was observed. */
    JSONB,
    RANDOM
  }

  /** The form of an amount. */
  public enum Amounts {
    NUMBER,
    /** A text with two decimals, as a decimal column gives it to PHP. */
    STRING
  }

  /** How the signed text travels. */
  public enum Wire {
    /** The very bytes that were signed. */
    SAME,
    /** With escaped slashes and Unicode, although the text was signed without. */
    ESCAPED,
    /** Written anew by a proxy, with spaces and line breaks. */
    INDENTED
  }

  /** Of optional members. */
  public enum Optional {
    PRESENT,
    NULL,
    ABSENT
  }

  static Manners usual() {
    return new Manners(
        Order.JSONB,
        Amounts.NUMBER,
        -1,
        Wire.SAME,
        Optional.PRESENT,
        false,
        1,
        400,
        true,
        false,
        true,
        false,
        false,
        HALF_AN_HOUR);
  }
}

package io.github.tillgram.event;

/** What the value of a fact is made of. A fact never changes its kind within a version. */
public enum FactKind {
  /** A whole number of at most 64 bits; of money, in the smallest unit of its currency. */
  INTEGER("integer"),
  TEXT("text"),
  /** One of the names that the fact lists. */
  CHOICE("one of"),
  /** Several of them, in an array. */
  CHOICES("several of"),
  /** A UUID. */
  ID("id"),
  /** ISO 8601, in UTC. */
  TIME("time"),
  BOOLEAN("true or false"),
  /** An object of whole numbers. */
  NUMBERS("integers by name"),
  /** Whatever the merchant put there. */
  OBJECT("object"),
  /** What never changes about the invoice: see {@link InvoiceFacts}. */
  INVOICE("invoice");

  private final String label;

  FactKind(String label) {
    this.label = label;
  }

  /** In the words of the documentation. */
  public String label() {
    return label;
  }
}

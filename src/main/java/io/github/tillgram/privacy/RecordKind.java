package io.github.tillgram.privacy;

/** What is kept about payers, as an answer counts it. The wire names are part of our API. */
public enum RecordKind {
  /** Payer, language, contact data and address of a payment. */
  PAYMENTS("payments"),
  /** Whose an invoice was, or who had it reserved last. */
  INVOICES("invoices"),
  /** Reservations that lapsed, and what shipping was offered. */
  RESERVATIONS("reservations"),
  SUBSCRIPTIONS("subscriptions"),
  /** Where invoices stand in his chat. */
  INVOICE_MESSAGES("invoiceMessages"),
  /** Paid media in his chat, and what he may see. */
  PAID_MEDIA("paidMedia"),
  /** His attempts to pay on A-Pay's pages, and his addresses of them. */
  PAYMENT_PAGES("paymentPages"),
  /** What A-Pay said of his orders, and the postbacks it came with. */
  DEPOSITS("deposits"),
  /** Messages that were given up. */
  MESSAGES("messages"),
  /** The language he speaks to a bot. */
  LANGUAGES("languages"),
  EVENTS("events");

  private final String wireName;

  RecordKind(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}

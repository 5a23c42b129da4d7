package io.github.tillgram.chat;

/**
 * What a bot can say. A phrase knows what has to be put in, so that the wrong thing, or too little,
 * does not compile; the words are in the bundles {@code phrases*.properties}.
 */
public sealed interface Phrase {

  Sentence CHECKOUT_UNKNOWN_INVOICE = new Sentence("CHECKOUT_UNKNOWN_INVOICE");
  Sentence CHECKOUT_ALREADY_PAID = new Sentence("CHECKOUT_ALREADY_PAID");
  Sentence CHECKOUT_CANCELED = new Sentence("CHECKOUT_CANCELED");
  Sentence CHECKOUT_EXPIRED = new Sentence("CHECKOUT_EXPIRED");
  Sentence CHECKOUT_CURRENCY_MISMATCH = new Sentence("CHECKOUT_CURRENCY_MISMATCH");
  Sentence CHECKOUT_SHIPPING_NOT_OFFERED = new Sentence("CHECKOUT_SHIPPING_NOT_OFFERED");
  Sentence CHECKOUT_ADDRESS_NOT_SERVED = new Sentence("CHECKOUT_ADDRESS_NOT_SERVED");
  Sentence CHECKOUT_AMOUNT_MISMATCH = new Sentence("CHECKOUT_AMOUNT_MISMATCH");
  Sentence CHECKOUT_BOUND_TO_ANOTHER_PAYER = new Sentence("CHECKOUT_BOUND_TO_ANOTHER_PAYER");
  Sentence CHECKOUT_RESERVED_BY_ANOTHER_PAYER = new Sentence("CHECKOUT_RESERVED_BY_ANOTHER_PAYER");
  Sentence CHECKOUT_ALREADY_SUBSCRIBED = new Sentence("CHECKOUT_ALREADY_SUBSCRIBED");
  Sentence CHECKOUT_LIMIT_REACHED = new Sentence("CHECKOUT_LIMIT_REACHED");
  Sentence CHECKOUT_UNREADABLE = new Sentence("CHECKOUT_UNREADABLE");
  Sentence CHECKOUT_UNAVAILABLE = new Sentence("CHECKOUT_UNAVAILABLE");
  Sentence INVOICE_NOT_YOURS = new Sentence("INVOICE_NOT_YOURS");
  Sentence INVOICE_PAID = new Sentence("INVOICE_PAID");
  Sentence INVOICE_EXPIRED = new Sentence("INVOICE_EXPIRED");
  Sentence INVOICE_CANCELED = new Sentence("INVOICE_CANCELED");
  Sentence INVOICE_REFUNDED = new Sentence("INVOICE_REFUNDED");
  Sentence INVOICE_SOLD_OUT = new Sentence("INVOICE_SOLD_OUT");
  OfMoney TO_PAY = new OfMoney("TO_PAY");
  OfMoney PAY_BUTTON = new OfMoney("PAY_BUTTON");
  OfText PAGE_BEING_PAID = new OfText("PAGE_BEING_PAID");
  Sentence PAGE_UNDER_REVIEW = new Sentence("PAGE_UNDER_REVIEW");
  Sentence PAGE_WAITING = new Sentence("PAGE_WAITING");
  Sentence PAGE_NOT_PAID = new Sentence("PAGE_NOT_PAID");
  Sentence PAGE_READY = new Sentence("PAGE_READY");
  Sentence PAGE_PREPARING = new Sentence("PAGE_PREPARING");
  Sentence PAGE_TRY_LATER = new Sentence("PAGE_TRY_LATER");
  Sentence PAGE_THANKS = new Sentence("PAGE_THANKS");
  Sentence PAGE_UNKNOWN = new Sentence("PAGE_UNKNOWN");
  Sentence PAGE_PAY_AGAIN = new Sentence("PAGE_PAY_AGAIN");
  Sentence PAGE_BACK_TO_PAGE = new Sentence("PAGE_BACK_TO_PAGE");
  OfText INVOICE_BY_LINK = new OfText("INVOICE_BY_LINK");
  Sentence TEXT_START = new Sentence("TEXT_START");
  Sentence TEXT_HELP = new Sentence("TEXT_HELP");
  Sentence TEXT_TERMS = new Sentence("TEXT_TERMS");
  Sentence TEXT_SUPPORT = new Sentence("TEXT_SUPPORT");
  Sentence TEXT_PAYSUPPORT = new Sentence("TEXT_PAYSUPPORT");
  Sentence MENU_START = new Sentence("MENU_START");
  Sentence MENU_HELP = new Sentence("MENU_HELP");
  Sentence MENU_TERMS = new Sentence("MENU_TERMS");
  Sentence MENU_SUPPORT = new Sentence("MENU_SUPPORT");
  Sentence MENU_PAYSUPPORT = new Sentence("MENU_PAYSUPPORT");
  OfMoneyAndText RECEIPT = new OfMoneyAndText("RECEIPT");
  OfMoney PAYMENT_UNDER_REVIEW = new OfMoney("PAYMENT_UNDER_REVIEW");
  OfMoney REFUND = new OfMoney("REFUND");
  OfText SUBSCRIPTION_FAILED = new OfText("SUBSCRIPTION_FAILED");
  OfNumber STARS = new OfNumber("STARS");

  /** Its key in the bundles. */
  String name();

  /** Needs nothing. */
  record Sentence(String name) implements Phrase {}

  /** Needs a text, which is taken as it is. */
  record OfText(String name) implements Phrase {}

  /** Needs an amount. */
  record OfMoney(String name) implements Phrase {}

  /** Needs an amount and a text. */
  record OfMoneyAndText(String name) implements Phrase {}

  /** Counts something; the bundles hold it in every form that a number can ask for. */
  record OfNumber(String name) implements Phrase {

    String key(Plural form) {
      return name + "." + form;
    }
  }
}

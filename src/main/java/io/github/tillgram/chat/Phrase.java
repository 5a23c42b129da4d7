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
  Sentence CONNECT_WHERE = new Sentence("CONNECT_WHERE");
  Sentence CONNECT_CHOOSE = new Sentence("CONNECT_CHOOSE");
  Sentence CONNECT_TEST = new Sentence("CONNECT_TEST");
  Sentence CONNECT_LINE_API_KEY = new Sentence("CONNECT_LINE_API_KEY");
  Sentence CONNECT_LINE_PROJECT_ID = new Sentence("CONNECT_LINE_PROJECT_ID");
  Sentence CONNECT_LINE_WEBHOOK_ID = new Sentence("CONNECT_LINE_WEBHOOK_ID");
  Sentence CONNECT_LINE_ACCESS_KEY = new Sentence("CONNECT_LINE_ACCESS_KEY");
  Sentence CONNECT_LINE_PRIVATE_KEY = new Sentence("CONNECT_LINE_PRIVATE_KEY");
  Sentence CONNECT_LINES_EQUAL = new Sentence("CONNECT_LINES_EQUAL");
  Sentence CONNECT_LINES_SWAPPED = new Sentence("CONNECT_LINES_SWAPPED");
  Sentence CONNECT_ENDED = new Sentence("CONNECT_ENDED");
  Sentence CONNECT_REPLACE = new Sentence("CONNECT_REPLACE");
  Sentence CONNECT_KEEP = new Sentence("CONNECT_KEEP");
  Sentence CONNECT_KEPT = new Sentence("CONNECT_KEPT");
  Sentence CONNECT_NOTHING_WAITS = new Sentence("CONNECT_NOTHING_WAITS");
  Sentence CONNECT_SAVED_BEFORE = new Sentence("CONNECT_SAVED_BEFORE");
  Sentence CONNECT_OTHER_MODE = new Sentence("CONNECT_OTHER_MODE");
  Sentence CONNECT_OF_ANOTHER_BOT = new Sentence("CONNECT_OF_ANOTHER_BOT");
  Sentence CONNECT_CODE_UNKNOWN = new Sentence("CONNECT_CODE_UNKNOWN");
  Sentence CONNECT_CODE_EXPIRED = new Sentence("CONNECT_CODE_EXPIRED");
  Sentence CONNECT_CODE_USED = new Sentence("CONNECT_CODE_USED");
  Sentence CONNECT_CODE_TAKEN = new Sentence("CONNECT_CODE_TAKEN");
  Sentence CONNECT_NOT_IN_GROUPS = new Sentence("CONNECT_NOT_IN_GROUPS");
  Sentence CONNECT_TEXT_ONLY = new Sentence("CONNECT_TEXT_ONLY");
  Sentence CONNECT_NOT_DELETED = new Sentence("CONNECT_NOT_DELETED");
  Sentence CONNECT_EDITED = new Sentence("CONNECT_EDITED");
  OfText CONNECT_LIVE = new OfText("CONNECT_LIVE");
  OfText CONNECT_LINE_MISSING = new OfText("CONNECT_LINE_MISSING");
  OfText CONNECT_LINE_SURPLUS = new OfText("CONNECT_LINE_SURPLUS");
  OfText CONNECT_TRY_AGAIN = new OfText("CONNECT_TRY_AGAIN");
  OfText CONNECT_CONFIRM = new OfText("CONNECT_CONFIRM");
  OfText CONNECT_NEXT = new OfText("CONNECT_NEXT");
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

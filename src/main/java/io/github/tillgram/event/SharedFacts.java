package io.github.tillgram.event;

/** Facts that events of several kinds tell in the same words. */
final class SharedFacts {

  static final Fact PAYER_ID =
      Fact.integer("payerId", "The payer's id at Telegram", 5000001).ofPayer();

  static final Fact CHAT_ID =
      Fact.integer("chatId", "The chat's id at Telegram; below 0 for groups and channels", 5000001)
          .ofPayer();

  static final Fact MESSAGE_ID =
      Fact.integer("messageId", "What Telegram calls the message in that chat", 17);

  static final Fact UPDATE_ID =
      Fact.integer("updateId", "The update by which Telegram told of it", 800000001);

  static final Fact PAYMENT_ID = Fact.id("paymentId", "The payment, as in /api/v1/payments");

  static final Fact AMOUNT =
      Fact.integer("amount", "In the smallest unit of currency, as it was received", 1250);

  static final Fact CURRENCY = Fact.text("currency", "Of amount; XTR for Stars", "USD");

  static final Fact CHARGE_ID =
      Fact.text("telegramChargeId", "What Telegram calls the charge", "7431_9002").optional();

  static final Fact STATUS_BEFORE =
      status("invoiceStatusBefore", "Where the invoice stood until then").optional();

  static final Fact STATUS_AFTER =
      status("invoiceStatusAfter", "Where the invoice stands since").optional();

  private SharedFacts() {}

  private static Fact status(String name, String says) {
    return Fact.choice(name, says, "OPEN", "CHECKOUT", "PAID", "EXPIRED", "CANCELED", "REFUNDED");
  }

  static Fact reason(String says, String example) {
    return Fact.text("reason", says, example);
  }

  static Fact botId() {
    return Fact.id("botId", "The bot, as in /api/v1/bots");
  }
}

package io.github.tillgram.telegram.client;

/** The methods that are called, with their names on the wire. */
enum BotMethod {
  GET_ME("getMe"),
  SET_WEBHOOK("setWebhook"),
  DELETE_WEBHOOK("deleteWebhook"),
  GET_WEBHOOK_INFO("getWebhookInfo"),
  GET_UPDATES("getUpdates"),
  SET_MY_COMMANDS("setMyCommands"),
  SEND_INVOICE("sendInvoice"),
  CREATE_INVOICE_LINK("createInvoiceLink"),
  ANSWER_PRE_CHECKOUT_QUERY("answerPreCheckoutQuery"),
  ANSWER_CALLBACK_QUERY("answerCallbackQuery"),
  ANSWER_INLINE_QUERY("answerInlineQuery"),
  ANSWER_SHIPPING_QUERY("answerShippingQuery"),
  SEND_MESSAGE("sendMessage"),
  EDIT_MESSAGE_TEXT("editMessageText"),
  DELETE_MESSAGE("deleteMessage"),
  SEND_PAID_MEDIA("sendPaidMedia"),
  REFUND_STAR_PAYMENT("refundStarPayment"),
  EDIT_USER_STAR_SUBSCRIPTION("editUserStarSubscription"),
  GET_STAR_TRANSACTIONS("getStarTransactions"),
  GET_MY_STAR_BALANCE("getMyStarBalance");

  private final String wireName;

  BotMethod(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}

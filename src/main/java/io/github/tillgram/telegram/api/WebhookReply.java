package io.github.tillgram.telegram.api;

/** A method call that may travel in the body of our response to a webhook request. */
public sealed interface WebhookReply
    permits AnswerCallbackQuery, AnswerInlineQuery, AnswerPreCheckoutQuery, AnswerShippingQuery {

  /** The name of the method Telegram is to run. */
  String method();
}

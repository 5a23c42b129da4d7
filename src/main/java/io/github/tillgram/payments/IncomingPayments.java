package io.github.tillgram.payments;

import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.Charge;
import io.github.tillgram.invoice.IncomingPayment;
import io.github.tillgram.telegram.api.Message;
import io.github.tillgram.telegram.api.OrderInfo;
import io.github.tillgram.telegram.api.SuccessfulPayment;
import io.github.tillgram.telegram.api.User;
import io.github.tillgram.webhook.ConnectedBot;
import io.github.tillgram.webhook.IncomingUpdate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Translates Telegram's words for a payment into ours. */
final class IncomingPayments {

  private IncomingPayments() {}

  static IncomingPayment of(IncomingUpdate update, Message message) {
    ConnectedBot bot = update.bot();
    SuccessfulPayment payment = message.successfulPayment();
    return new IncomingPayment(
        bot.merchantId(),
        bot.id(),
        payment.invoicePayload(),
        payment.currency(),
        payment.totalAmount(),
        new Charge.Telegram(
            payment.telegramPaymentChargeId(),
            Optional.ofNullable(payment.providerPaymentChargeId())),
        Optional.of(payerId(message)),
        Optional.ofNullable(payment.shippingOptionId()).filter(id -> !id.isEmpty()),
        payerLanguage(message),
        Optional.ofNullable(payment.orderInfo()).map(IncomingPayments::asked),
        Instant.ofEpochSecond(message.date()),
        Boolean.TRUE.equals(payment.isRecurring()),
        Boolean.TRUE.equals(payment.isFirstRecurring()),
        Optional.ofNullable(payment.subscriptionExpirationDate()).map(Instant::ofEpochSecond),
        Optional.of(update.updateId()));
  }

  /** In a private chat the chat is the payer; elsewhere the message names its sender. */
  private static long payerId(Message message) {
    User from = message.from();
    return from == null ? message.chat().id() : from.id();
  }

  private static Optional<String> payerLanguage(Message message) {
    return Optional.ofNullable(message.from()).map(User::languageCode).flatMap(Phrases::language);
  }

  private static Map<String, Object> asked(OrderInfo order) {
    Map<String, Object> asked = new LinkedHashMap<>();
    putIfGiven(asked, "name", order.name());
    putIfGiven(asked, "phone", order.phoneNumber());
    putIfGiven(asked, "email", order.email());
    if (order.shippingAddress() != null) {
      Map<String, Object> address = new LinkedHashMap<>();
      putIfGiven(address, "countryCode", order.shippingAddress().countryCode());
      putIfGiven(address, "state", order.shippingAddress().state());
      putIfGiven(address, "city", order.shippingAddress().city());
      putIfGiven(address, "streetLine1", order.shippingAddress().streetLine1());
      putIfGiven(address, "streetLine2", order.shippingAddress().streetLine2());
      putIfGiven(address, "postCode", order.shippingAddress().postCode());
      asked.put("shippingAddress", address);
    }
    return asked;
  }

  private static void putIfGiven(Map<String, Object> map, String key, String value) {
    if (value != null && !value.isEmpty()) {
      map.put(key, value);
    }
  }
}

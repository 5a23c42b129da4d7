package io.github.tillgram.event;

import static io.github.tillgram.event.InvoiceFacts.INVOICE;
import static io.github.tillgram.event.SharedFacts.AMOUNT;
import static io.github.tillgram.event.SharedFacts.CHARGE_ID;
import static io.github.tillgram.event.SharedFacts.CHAT_ID;
import static io.github.tillgram.event.SharedFacts.CURRENCY;
import static io.github.tillgram.event.SharedFacts.MESSAGE_ID;
import static io.github.tillgram.event.SharedFacts.PAYER_ID;
import static io.github.tillgram.event.SharedFacts.PAYMENT_ID;
import static io.github.tillgram.event.SharedFacts.STATUS_AFTER;
import static io.github.tillgram.event.SharedFacts.STATUS_BEFORE;
import static io.github.tillgram.event.SharedFacts.UPDATE_ID;
import static io.github.tillgram.event.SharedFacts.reason;

import java.util.List;
import java.util.stream.Stream;

/** Money that comes and goes, and what its payer hears of it. */
final class PaymentShapes {

  private static final String[] HELD = {
    "UNKNOWN_INVOICE",
    "CURRENCY_MISMATCH",
    "AMOUNT_MISMATCH",
    "PAID_TWICE",
    "LIMIT_EXCEEDED",
    "ALREADY_SUBSCRIBED",
    "PAID_LATE"
  };

  private static final Fact RULE =
      Fact.choice(
              "rule",
              "The rule that decided: his reservation, none, a renewal, or the merchant's word",
              "RESERVED",
              "NOT_RESERVED",
              "RENEWAL",
              "ACCEPTED")
          .optional();

  private static final Fact ANY_ANOMALY =
      Fact.choice(
              "anomaly",
              "What was odd about the payment",
              Stream.concat(Stream.of("NOT_RESERVED"), Stream.of(HELD)).toArray(String[]::new))
          .seldom();

  private static final Fact ACCEPTED =
      Fact.flag("accepted", "It was held, and the merchant accepted it").seldom();

  private static final Fact SOMEBODY = PAYER_ID.optional();

  private static final Fact PROVIDER_CHARGE_ID =
      Fact.text("providerChargeId", "What the provider calls the charge", "ch_1").optional();

  private static final Fact ORDER_ID =
      Fact.text("apayOrderId", "What A-Pay calls the order", "9f86d081884c7d65").seldom();

  private static final Fact SAID =
      Fact.text("text", "What the bot says to him", "Thank you! Your payment of …").optional();

  static final List<EventShape> ALL =
      List.of(
          EventShape.of(
              EventType.PAYMENT_RECEIVED,
              "A payment counts for its invoice.",
              INVOICE,
              PAYMENT_ID,
              AMOUNT,
              CURRENCY,
              SOMEBODY,
              CHARGE_ID,
              PROVIDER_CHARGE_ID,
              ORDER_ID,
              RULE,
              ANY_ANOMALY,
              ACCEPTED,
              UPDATE_ID.optional()),
          EventShape.of(
              EventType.PAYMENT_HELD,
              "A payment does not fit its invoice, or fits none: the merchant accepts it or gives it"
                  + " back.",
              INVOICE.optional(),
              PAYMENT_ID,
              AMOUNT,
              CURRENCY,
              SOMEBODY,
              CHARGE_ID,
              PROVIDER_CHARGE_ID,
              ORDER_ID,
              Fact.choice("rule", "The rule that decided", HELD).optional().like("PAID_TWICE"),
              Fact.choice("anomaly", "Why it is held", HELD).like("PAID_TWICE"),
              UPDATE_ID.optional()),
          EventShape.of(
              EventType.PAYMENT_REFUND_REQUESTED,
              "The merchant asked for a refund of Stars; Telegram is asked to give them back.",
              INVOICE.optional(),
              PAYMENT_ID,
              reason("The merchant's", "Broken on arrival")),
          EventShape.of(
              EventType.PAYMENT_REFUND_FAILED,
              "Telegram refused the refund; the payment is what it was.",
              INVOICE.optional(),
              PAYMENT_ID,
              reason("Telegram's", "Bad Request: CHARGE_NOT_FOUND")),
          EventShape.of(
              EventType.PAYMENT_REFUNDED,
              "The money is back with the payer, whole.",
              INVOICE.optional(),
              PAYMENT_ID,
              AMOUNT,
              CURRENCY,
              reason("The merchant's, if he asked for it", "Broken on arrival").optional(),
              CHARGE_ID,
              Fact.choice(
                      "proof",
                      "How we know: Telegram told of it by an update, did it when asked, said when"
                          + " asked that it had done so before; or the merchant says so",
                      "ANSWER",
                      "UPDATE",
                      "ANSWER_DONE_BEFORE",
                      "MERCHANT")
                  .optional(),
              Fact.flag("byHand", "The merchant gave it back himself").seldom(),
              STATUS_BEFORE.like("PAID"),
              STATUS_AFTER.like("REFUNDED"),
              UPDATE_ID.seldom()),
          EventShape.of(
              EventType.PAID_MEDIA_PURCHASED,
              "Somebody bought paid media.",
              SharedFacts.botId(),
              PAYER_ID,
              Fact.id("paidMediaId", "The media, as in /api/v1/paid-media").optional(),
              Fact.text("reference", "The merchant's own", "album-7").optional(),
              Fact.text("payload", "Of media that were not sold here", "other-7").seldom(),
              UPDATE_ID.optional()),
          EventShape.of(
              EventType.PAYER_TOLD,
              "The bot told somebody what became of a payment: Telegram took the message.",
              INVOICE,
              CHAT_ID,
              MESSAGE_ID.optional(),
              SAID),
          EventShape.of(
              EventType.PAYER_NOT_TOLD,
              "The bot could not tell him and does not try again.",
              INVOICE,
              CHAT_ID,
              SAID,
              reason(
                  "Why, in Telegram's words or ours", "Forbidden: bot was blocked by the user")));

  private PaymentShapes() {}

  /** An invoice that is paid tells of the payment that paid it. */
  static Fact[] paid() {
    return new Fact[] {
      INVOICE,
      PAYMENT_ID,
      AMOUNT,
      CURRENCY,
      SOMEBODY,
      CHARGE_ID,
      PROVIDER_CHARGE_ID,
      ORDER_ID,
      RULE,
      ANY_ANOMALY,
      ACCEPTED,
      STATUS_BEFORE.like("CHECKOUT"),
      STATUS_AFTER.like("PAID"),
      UPDATE_ID.optional()
    };
  }
}

package io.github.tillgram.event;

import static io.github.tillgram.event.InvoiceFacts.INVOICE;
import static io.github.tillgram.event.SharedFacts.CHAT_ID;
import static io.github.tillgram.event.SharedFacts.CURRENCY;
import static io.github.tillgram.event.SharedFacts.MESSAGE_ID;
import static io.github.tillgram.event.SharedFacts.PAYER_ID;
import static io.github.tillgram.event.SharedFacts.STATUS_AFTER;
import static io.github.tillgram.event.SharedFacts.STATUS_BEFORE;
import static io.github.tillgram.event.SharedFacts.UPDATE_ID;
import static io.github.tillgram.event.SharedFacts.reason;

import java.util.List;
import java.util.Map;

/** The life of an invoice, and what becomes of its messages. */
final class InvoiceShapes {

  private static final String REFUSED = "Bad Request: chat not found";

  private static final Fact ASKED = Fact.integer("amount", "What the payer was about to pay", 1250);

  private static final Fact SHIPPING_OPTION =
      Fact.text("shippingOptionId", "The way of shipping he chose", "post").seldom();

  private static final Fact COUNTRY =
      Fact.text("country", "Where the goods would go, ISO 3166-1 alpha-2; empty if unknown", "IN")
          .ofPayer();

  private static final Fact OFFERED =
      Fact.of(
          "offered",
          FactKind.NUMBERS,
          List.of(),
          "What each way of shipping costs, in the smallest unit of the invoice's currency, by its id",
          Map.of("post", 300));

  static final List<EventShape> ALL =
      List.of(
          EventShape.of(
              EventType.INVOICE_CREATED,
              "The merchant created an invoice.",
              INVOICE,
              Fact.integer("total", "The sum of the prices, in the smallest unit", 1250),
              Fact.text("currency", "Of total; XTR for Stars", "USD"),
              Fact.choice("rail", "The way the money takes", "TELEGRAM", "STARS", "APAY")),
          EventShape.of(
              EventType.INVOICE_SENT,
              "The invoice stands in a chat: Telegram took the message.",
              INVOICE,
              CHAT_ID,
              MESSAGE_ID),
          EventShape.of(
              EventType.INVOICE_NOT_SENT,
              "The invoice was not sent and will not be.",
              INVOICE,
              CHAT_ID,
              reason("Why, in Telegram's words or ours", REFUSED)),
          EventShape.of(
              EventType.INVOICE_SEND_OUTCOME_UNKNOWN,
              "Nobody knows whether Telegram sent the invoice; it is not sent again by itself.",
              INVOICE,
              CHAT_ID,
              reason("What happened instead of an answer", "timed out")),
          EventShape.of(
              EventType.INVOICE_LINK_CREATED,
              "The invoice has a link, which anybody can pay by.",
              INVOICE,
              Fact.text(
                  "link", "Telegram's, or ours that leads to A-Pay", "https://t.me/$example")),
          EventShape.of(
              EventType.INVOICE_SHIPPING_OFFERED,
              "A payer asked what sending the goods costs and was offered these ways.",
              INVOICE,
              PAYER_ID,
              Fact.choice("decision", "What was decided", "OFFERED"),
              COUNTRY,
              OFFERED,
              UPDATE_ID),
          EventShape.of(
              EventType.INVOICE_SHIPPING_REFUSED,
              "A payer asked what sending the goods costs and was told why not.",
              INVOICE,
              PAYER_ID,
              Fact.choice(
                  "decision",
                  "Why not",
                  "ADDRESS_NOT_SERVED",
                  "ALREADY_PAID",
                  "CANCELED",
                  "EXPIRED",
                  "BOUND_TO_ANOTHER_PAYER",
                  "RESERVED_BY_ANOTHER_PAYER"),
              COUNTRY,
              Fact.of("offered", FactKind.NUMBERS, List.of(), "Nothing", Map.of()),
              UPDATE_ID),
          EventShape.of(
              EventType.INVOICE_CHECKOUT_APPROVED,
              "A payer pressed Pay and may pay: Telegram was answered ok, and the invoice is kept"
                  + " for him for a while.",
              INVOICE,
              PAYER_ID,
              Fact.choice("decision", "What Telegram was answered, and why", "APPROVED"),
              ASKED,
              CURRENCY,
              SHIPPING_OPTION,
              STATUS_BEFORE.like("OPEN"),
              STATUS_AFTER.like("CHECKOUT"),
              UPDATE_ID),
          EventShape.of(
              EventType.INVOICE_CHECKOUT_DECLINED,
              "A payer pressed Pay and was told why he cannot; the invoice stands as before.",
              INVOICE,
              PAYER_ID,
              Fact.choice(
                  "decision",
                  "Why not",
                  "ALREADY_PAID",
                  "CANCELED",
                  "EXPIRED",
                  "CURRENCY_MISMATCH",
                  "SHIPPING_NOT_OFFERED",
                  "AMOUNT_MISMATCH",
                  "BOUND_TO_ANOTHER_PAYER",
                  "ALREADY_SUBSCRIBED",
                  "RESERVED_BY_ANOTHER_PAYER",
                  "LIMIT_REACHED"),
              ASKED,
              CURRENCY,
              SHIPPING_OPTION,
              UPDATE_ID),
          EventShape.of(
              EventType.INVOICE_PAID,
              "The invoice is paid: SINGLE by a counted payment, REUSABLE by the last that"
                  + " maxPayments allows.",
              PaymentShapes.paid()),
          EventShape.of(
              EventType.INVOICE_EXPIRED,
              "The time of the invoice is over; nobody was paying.",
              INVOICE,
              Fact.time("expiresAt", "When it was over, as the merchant had said").optional(),
              STATUS_BEFORE.like("OPEN"),
              STATUS_AFTER.like("EXPIRED")),
          EventShape.of(
              EventType.INVOICE_CANCELED,
              "The merchant canceled the invoice.",
              INVOICE,
              STATUS_BEFORE.like("OPEN"),
              STATUS_AFTER.like("CANCELED")),
          EventShape.of(
              EventType.INVOICE_MESSAGE_DELETED,
              "The message of an invoice that can no longer be paid is gone from the chat.",
              INVOICE,
              CHAT_ID,
              MESSAGE_ID),
          EventShape.of(
              EventType.INVOICE_MESSAGE_ANSWERED,
              "Telegram deletes no message that old, so the bot said below it that it cannot be"
                  + " paid.",
              INVOICE,
              CHAT_ID,
              MESSAGE_ID),
          EventShape.of(
              EventType.INVOICE_MESSAGE_LEFT,
              "The message could neither be deleted nor answered; whoever presses Pay is told.",
              INVOICE,
              CHAT_ID,
              MESSAGE_ID,
              reason("Telegram's", "Forbidden: bot was blocked by the user")));

  private InvoiceShapes() {}
}

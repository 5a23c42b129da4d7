package io.github.tillgram.event;

import static io.github.tillgram.event.InvoiceFacts.INVOICE;
import static io.github.tillgram.event.SharedFacts.PAYER_ID;
import static io.github.tillgram.event.SharedFacts.reason;

import java.util.List;

/** Payment pages at A-Pay and what A-Pay says of their orders. */
final class ApayShapes {

  private static final Fact TRANSACTION_ID =
      Fact.text("customTransactionId", "What we call the attempt towards A-Pay", "tillgram-3k9x0q");

  private static final Fact ORDER_ID =
      Fact.text("orderId", "What A-Pay calls the order, once it has said", "9f86d081884c7d65")
          .optional();

  private static final Fact DEPOSIT_ID =
      Fact.id("depositId", "The deposit, as in /api/v1/deposits");

  private static final Fact DEPOSIT_STATUS =
      Fact.choice(
          "depositStatus",
          "Where the deposit stands",
          "SUCCESS",
          "CONFIRMING",
          "PENDING",
          "FAILED",
          "REJECTED",
          "UNKNOWN",
          "UNRESOLVED");

  private static final Fact PAYMENT_SYSTEM =
      Fact.text("paymentSystem", "A-Pay's name of the system that took the money", "upi_p2p")
          .optional();

  static final List<EventShape> ALL =
      List.of(
          EventShape.of(
              EventType.APAY_PAGE_CREATED,
              "A payer opened the link and was led to a page that A-Pay made; the invoice is kept"
                  + " for him.",
              INVOICE,
              TRANSACTION_ID,
              ORDER_ID,
              PAYER_ID.optional(),
              Fact.time("keptUntil", "Until when the page is given out").optional()),
          EventShape.of(
              EventType.APAY_PAGE_NOT_CREATED,
              "A payer opened the link, and A-Pay surely made no page.",
              INVOICE,
              TRANSACTION_ID,
              ORDER_ID.seldom(),
              reason("Why, in A-Pay's words or ours", "Unauthorized")),
          EventShape.of(
              EventType.APAY_DEPOSIT_FAILED,
              "A-Pay says that an order was not paid; the invoice is free for another attempt.",
              INVOICE,
              DEPOSIT_ID,
              ORDER_ID,
              Fact.choice("depositStatus", "Where the deposit stands", "FAILED", "REJECTED"),
              PAYMENT_SYSTEM),
          EventShape.of(
              EventType.APAY_DEPOSIT_PARKED,
              "A-Pay says that money came which cannot be credited by itself.",
              INVOICE.optional(),
              DEPOSIT_ID,
              ORDER_ID,
              DEPOSIT_STATUS,
              PAYMENT_SYSTEM,
              Fact.choice(
                  "reason",
                  "Why",
                  "UNKNOWN_ORDER",
                  "CONTRADICTORY",
                  "OTHER_PAYER",
                  "WITHDRAWAL",
                  "TOO_LARGE",
                  "UNKNOWN_CURRENCY",
                  "UNKNOWN_STATUS",
                  "UNREADABLE")),
          EventShape.of(
              EventType.APAY_DEPOSIT_CONFLICT,
              "A-Pay said something else of an order that was paid; nothing is undone for it.",
              INVOICE.optional(),
              DEPOSIT_ID,
              ORDER_ID,
              DEPOSIT_STATUS,
              PAYMENT_SYSTEM,
              Fact.choice(
                  "conflict",
                  "What is different",
                  "OTHER_AMOUNT",
                  "OTHER_CURRENCY",
                  "NOT_PAID_AFTER_ALL"),
              Fact.text("status", "A-Pay's word for it now", "Failed"),
              Fact.text("amount", "As A-Pay says it now, in major units", "500.00"),
              Fact.text("currency", "As A-Pay says it now", "INR")),
          EventShape.of(
              EventType.APAY_DEPOSIT_CONFIRMING,
              "A-Pay says that an order was paid, and is asked whether it is so before it counts.",
              INVOICE,
              DEPOSIT_ID,
              ORDER_ID,
              DEPOSIT_STATUS.like("CONFIRMING"),
              PAYMENT_SYSTEM),
          EventShape.of(
              EventType.APAY_DEPOSIT_UNRESOLVED,
              "A-Pay was asked for a day how an order ended and never said; people have to look.",
              INVOICE,
              TRANSACTION_ID,
              ORDER_ID,
              DEPOSIT_ID.optional()),
          EventShape.of(
              EventType.APAY_DEPOSIT_SOUGHT,
              "A-Pay's people look for a payment that did not arrive, and are as far as this.",
              INVOICE.optional(),
              DEPOSIT_ID,
              ORDER_ID,
              Fact.text("lostStatus", "A-Pay's word for how far they are", "Pending")));

  private ApayShapes() {}
}

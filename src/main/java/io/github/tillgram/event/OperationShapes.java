package io.github.tillgram.event;

import static io.github.tillgram.event.InvoiceFacts.INVOICE;
import static io.github.tillgram.event.SharedFacts.PAYMENT_ID;

import java.util.List;

/** What happens to bots, endpoints and books, beside the sales. */
final class OperationShapes {

  private static final String FAILING = "DELIVERY_FAILING";

  private static final Fact LAST_ERROR =
      Fact.text(
          "lastErrorMessage",
          "Telegram's words while it fails at delivering",
          "Wrong response from the webhook: 502 Bad Gateway");

  private static final Fact ENDPOINT_ID =
      Fact.id("endpointId", "The endpoint, as in /api/v1/endpoints");

  static final List<EventShape> ALL =
      List.of(
          webhook(
              EventType.WEBHOOK_DRIFTED,
              "Telegram does not have what it was told about a bot's webhook; it is told again.",
              List.of("URL_CHANGED")),
          webhook(EventType.WEBHOOK_REPAIRED, "A bot's webhook is in order again.", List.of()),
          webhook(
              EventType.WEBHOOK_CONTESTED,
              "Somebody else changes a bot's webhook back again and again.",
              List.of("CONTESTED")),
          webhook(
              EventType.WEBHOOK_FAILING,
              "Telegram fails at delivering to a bot's webhook.",
              List.of(FAILING)),
          webhook(
              EventType.WEBHOOK_TOKEN_REVOKED,
              "A bot's token was revoked; bring the next one with PATCH /api/v1/bots/{id}.",
              List.of("TOKEN_REVOKED")),
          difference(
              EventType.RECONCILIATION_DIFFERENCE_FOUND,
              "Our books and Telegram's disagree on a transaction of Stars."),
          difference(
              EventType.RECONCILIATION_DIFFERENCE_RESOLVED, "A difference that was found is gone."),
          endpoint(EventType.ENDPOINT_CREATED, "The merchant added an endpoint.", "ENABLED"),
          endpoint(EventType.ENDPOINT_CHANGED, "The merchant changed an endpoint.", "DISABLED"),
          endpoint(
              EventType.ENDPOINT_SECRET_ROTATED,
              "An endpoint has another secret; the one before signs beside it for a while.",
              "ENABLED"),
          EventShape.of(
              EventType.ENDPOINT_RECOVERY_ASKED,
              "Everything that was not delivered to an endpoint since a time is sent again.",
              ENDPOINT_ID,
              Fact.time("since", "From when on")),
          EventShape.of(
              EventType.ENDPOINT_DISABLED,
              "An endpoint is not called any more.",
              ENDPOINT_ID,
              Fact.choice(
                  "reason",
                  "It answered 410, took nothing for too long, or too much waits for it",
                  "GONE",
                  "FAILING",
                  "BACKLOG")),
          endpoint(EventType.ENDPOINT_DELETED, "The merchant removed an endpoint.", "DELETED"));

  private OperationShapes() {}

  private static EventShape webhook(EventType type, String when, List<String> findings) {
    return EventShape.of(
        type,
        when,
        SharedFacts.botId(),
        Fact.choices(
                "findings",
                "Everything that is wrong with it",
                "URL_MISSING",
                "URL_CHANGED",
                "KINDS_MISSING",
                "CONNECTIONS_CHANGED",
                "SECRET_REFUSED",
                "CONTESTED",
                "KINDS_UNKNOWN",
                FAILING,
                "TOKEN_REVOKED")
            .like(findings),
        Fact.integer("pendingUpdateCount", "How many updates wait at Telegram for the bot", 0),
        findings.contains(FAILING) ? LAST_ERROR.optional() : LAST_ERROR.seldom());
  }

  private static EventShape difference(EventType type, String when) {
    return EventShape.of(
        type,
        when,
        INVOICE.optional(),
        PAYMENT_ID.optional(),
        Fact.id("differenceId", "The difference, as in /api/v1/reconciliations"),
        SharedFacts.botId(),
        Fact.choice("source", "Whose books ours are compared with", "STARS"),
        Fact.choice(
            "kind",
            "Who lacks it, or that the amounts differ",
            "MISSING_HERE",
            "MISSING_THERE",
            "AMOUNT_DIFFERS"),
        Fact.choice("direction", "Seen from the merchant", "INCOMING", "OUTGOING"),
        Fact.text("transactionId", "Telegram's; of a refund it is the charge's", "7431_9002"),
        Fact.text("currency", "Of both amounts", "XTR"),
        Fact.integer("ourAmount", "In the smallest unit, if we have it", 100).optional(),
        Fact.integer("theirAmount", "In the smallest unit, if they have it", 90).optional(),
        Fact.integer("theirNanostars", "Billionths of a Star beside theirAmount", 500000000)
            .seldom());
  }

  private static EventShape endpoint(EventType type, String when, String state) {
    return EventShape.of(
        type,
        when,
        ENDPOINT_ID,
        Fact.choice("state", "Whether it is called", "ENABLED", "DISABLED", "DELETED").like(state));
  }
}

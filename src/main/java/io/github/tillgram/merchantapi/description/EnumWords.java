package io.github.tillgram.merchantapi.description;

import io.github.tillgram.event.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What the constants of our types mean, and that there may be more of them one day. */
final class EnumWords {

  private static final String EVENT_TYPE = "EventType";

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry(
              "Anomaly",
              """
              What was odd about a payment; all but NOT_RESERVED are held until you decide.
              - UNKNOWN_INVOICE: no invoice of this bot was meant
              - CURRENCY_MISMATCH, AMOUNT_MISMATCH: it is not what the invoice asks for
              - PAID_TWICE: a SINGLE invoice had been paid before
              - LIMIT_EXCEEDED: a REUSABLE invoice had as many payments as it takes
              - ALREADY_SUBSCRIBED: the payer's subscription by the same invoice was running
              - PAID_LATE: the invoice was canceled or had expired
              - NOT_RESERVED: counted, although the payer had not been asked first"""),
          Map.entry(
              "BotEnvironment",
              "Which of Telegram's servers: PRODUCTION, or TEST, which has accounts and bots of its"
                  + " own"),
          Map.entry("BotMode", "Whether the money is real: LIVE if it is, TEST if it is not"),
          Map.entry(
              "BotRole", "MERCHANT: it sells. PROVIDER: people connect A-Pay projects with it"),
          Map.entry(
              "Conflict",
              "What A-Pay said of an order after it had said that it was paid: OTHER_AMOUNT,"
                  + " OTHER_CURRENCY, or NOT_PAID_AFTER_ALL"),
          Map.entry(
              "ContactData",
              "What a payer is asked for: NAME, PHONE, EMAIL, or ADDRESS, where to send the goods,"
                  + " which is asked for by itself when there are shipping options"),
          Map.entry(
              "DeliveryState",
              "PENDING: it waits, or is under way. DELIVERED: the endpoint answered 2xx. FAILED: it"
                  + " was tried for too long, or became too old"),
          Map.entry(
              "DepositStatus",
              """
              How far an order at A-Pay has come.
              - PENDING: A-Pay has made it and said no more
              - CONFIRMING: paid, and credited once A-Pay confirms it
              - SUCCESS: paid; this is final
              - FAILED, REJECTED: not paid
              - UNKNOWN: A-Pay used a word that is not documented
              - UNRESOLVED: A-Pay was asked for a day and never said how it ended"""),
          Map.entry(
              "DifferenceKind",
              """
              How books disagree.
              - MISSING_HERE: the other side has it, we do not
              - MISSING_THERE: we have it, the other side does not
              - AMOUNT_DIFFERS, CURRENCY_DIFFERS: both have it, but not alike
              - PAYMENT_HELD: a payment through A-Pay is held for another reason
              - UNCONFIRMED: A-Pay has not confirmed it yet
              - CONTRADICTED: A-Pay said that it was paid, and later something else
              - UNRESOLVED: A-Pay never said how it ended
              - INVOICE_NOT_PAID: the payment counts, and its invoice is not PAID
              - PAID_THROUGH_BOTH: it was paid through Telegram as well"""),
          Map.entry("Direction", "INCOMING: a payment. OUTGOING: a refund"),
          Map.entry(
              "DisabledReason",
              "GONE: it answered 410. FAILING: it took nothing for five days. BACKLOG: too much"
                  + " waited for it. MERCHANT: you said so"),
          Map.entry(
              "EndpointState",
              "ENABLED: it is called. DISABLED: it is not, until you switch it on. DELETED: never"
                  + " again"),
          Map.entry(
              "InvoiceStatus",
              """
              Where an invoice stands.
              - OPEN: it can be paid
              - CHECKOUT: somebody is paying
              - PAID: it has been paid; a REUSABLE one as often as maxPayments says
              - EXPIRED: nobody paid before expiresAt
              - CANCELED: you said so
              - REFUNDED: what had been paid was given back"""),
          Map.entry(
              "LedgerKind",
              "What a line of the ledger is about: GOODS, SHIPPING, TIP, HELD (it waits for your"
                  + " decision), or REFUND"),
          Map.entry(
              "Order", "NEWEST_FIRST for those who look back, OLDEST_FIRST for those who follow"),
          Map.entry(
              "PaidMediaStatus",
              "PENDING: on its way. SENT: in the chat. FAILED: not in the chat. UNKNOWN: Telegram was"
                  + " asked and did not answer; it is never sent again, so look into the chat"),
          Map.entry(
              "Parking",
              """
              Why what A-Pay posted was kept but not credited.
              - UNKNOWN_ORDER: no attempt of yours has this order
              - CONTRADICTORY: the order is one attempt's and the transaction another's
              - OTHER_PAYER: the payer is not the one that the attempt was for
              - WITHDRAWAL: the payment system only ever pays out
              - TOO_LARGE: the amount does not fit 64 bits
              - UNKNOWN_CURRENCY, UNKNOWN_STATUS: A-Pay used a word that nobody knows
              - UNREADABLE: it is not what A-Pay documents"""),
          Map.entry(
              "PaymentStatus",
              "COUNTED: it belongs to its invoice. HELD: accept it or give it back. REFUNDING: its"
                  + " refund was asked for. REFUNDED: it is back with the payer, whole"),
          Map.entry(
              "Rail",
              "The way money takes. TELEGRAM: a provider token from @BotFather. STARS: Telegram"
                  + " Stars, if and only if the currency is XTR. APAY: a payment page of A-Pay"),
          Map.entry(
              "RunOutcome",
              "RUNNING: under way, whatever happens to the replica. COMPLETED: everything was"
                  + " compared. REFUSED: the other side does not let us read"),
          Map.entry(
              "Scope",
              """
              What a key may be for; none includes another.
              - read: looks at everything but keys
              - write: creates invoices and what else is sold, sends, cancels
              - refund: decides about money that was received
              - manage: connects and changes bots, A-Pay projects, endpoints and keys"""),
          Map.entry("Source", "STARS: Telegram's account of a bot's Stars. APAY: A-Pay's orders"),
          Map.entry(
              "SubscriptionStatus",
              """
              How a subscription stands; access lasts until expiresAt, whatever it is.
              - ACTIVE: it renews itself
              - CANCELED_BY_PAYER: the payer turned renewal off and may turn it on again
              - CANCELED_BY_MERCHANT: you turned renewal off; the payer cannot turn it on
              - FAILED: the last charge failed
              - EXPIRED: what was paid has run out"""),
          Map.entry(
              "Usage", "How often an invoice may be paid. SINGLE: once. REUSABLE: by many payers"),
          Map.entry(
              "WebhookFinding",
              """
              What is wrong with a bot's webhook.
              - URL_MISSING, URL_CHANGED: somebody deleted it, or set another address
              - KINDS_MISSING: Telegram was not asked for every kind of update
              - CONNECTIONS_CHANGED: Telegram delivers more or fewer side by side
              - SECRET_REFUSED: Telegram does not have the bot's secret
              - CONTESTED: somebody changes it again and again
              - KINDS_UNKNOWN: the Bot API server is older than this service
              - DELIVERY_FAILING: Telegram cannot deliver
              - TOKEN_REVOKED: bring the next token"""));

  private EnumWords() {}

  static void add(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    schemas.forEach(
        (name, schema) -> {
          if (schema.getEnumeration() != null && schema.getDescription() == null) {
            schema.setDescription(WORDS.get(name));
          }
        });
    if (!schemas.containsKey(EVENT_TYPE)) {
      api.getComponents().addSchema(EVENT_TYPE, eventTypes());
    }
    List.of("Event", "TimelineEntry", "Delivery", "Example")
        .forEach(name -> point(schemas.get(name).getProperties().get("type")));
    List.of("NewEndpoint", "EndpointChanges", "Endpoint")
        .forEach(name -> point(schemas.get(name).getProperties().get("types").getItems()));
    Operations.forEach(
        api,
        each -> {
          if (each.operation().getParameters() != null) {
            each.operation().getParameters().stream()
                .filter(parameter -> parameter.getName().equals("type"))
                .forEach(parameter -> point(parameter.getSchema().getItems()));
          }
        });
  }

  /** To the types of events, keeping what is said of the field. */
  private static void point(Schema schema) {
    Schema types = OASFactory.createSchema().ref(EVENT_TYPE);
    if (schema.getDescription() == null) {
      schema.setType(null);
      schema.setRef(types.getRef());
    } else {
      schema.setAllOf(List.of(types));
    }
  }

  private static Schema eventTypes() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.STRING)
        .description("What can happen; there will be more of them, so expect words you do not know")
        .enumeration(
            Arrays.stream(EventType.values()).map(type -> (Object) type.wireName()).toList())
        .example(EventType.INVOICE_PAID.wireName());
  }
}

package io.github.tillgram.event;

import static io.github.tillgram.event.SharedFacts.CHAT_ID;
import static io.github.tillgram.event.SharedFacts.botId;
import static io.github.tillgram.event.SharedFacts.reason;

import java.util.List;
import java.util.Map;

/** What people do to what a merchant has: his keys, bots, projects and payers. */
final class PeopleShapes {

  private static final Fact KEY_ID = Fact.id("keyId", "The key, as in /api/v1/api-keys");

  private static final Fact PROJECT_ID =
      Fact.id("apayProjectId", "The project, as in /api/v1/apay-projects");

  private static final Fact MODE = Fact.choice("mode", "Whether the money is real", "LIVE", "TEST");

  static final List<EventShape> ALL =
      List.of(
          EventShape.of(
              EventType.MERCHANT_CREATED,
              "The operator took the merchant in.",
              Fact.text("name", "The merchant's, for people", "Tea House"),
              KEY_ID),
          EventShape.of(
              EventType.API_KEY_CREATED,
              "A key was made.",
              KEY_ID,
              name(),
              Fact.choices("scopes", "What it may do", "read", "write", "refund", "manage"),
              Fact.time("expiresAt", "When it ends by itself").optional()),
          EventShape.of(
              EventType.API_KEY_ROTATED,
              "A key was replaced by another that may do the same.",
              KEY_ID,
              Fact.id("successorId", "The key that takes over"),
              Fact.time("countsUntil", "How long the one before still counts")),
          EventShape.of(EventType.API_KEY_REVOKED, "A key was ended at once.", KEY_ID, name()),
          EventShape.of(EventType.API_KEY_EXPIRED, "A key came to its end.", KEY_ID, name()),
          EventShape.of(
              EventType.BOT_CONNECTED,
              "A bot was connected.",
              botId(),
              Fact.text("username", "The bot's at Telegram", "tea_house_bot"),
              MODE,
              Fact.choice("environment", "On which servers it lives", "PRODUCTION", "TEST"),
              Fact.choice("role", "What it is for", "MERCHANT", "PROVIDER")),
          EventShape.of(
              EventType.BOT_CHANGED,
              "A token or the secret of a bot's webhook was replaced.",
              botId(),
              Fact.choices("changed", "What", "TOKEN", "PROVIDER_TOKEN", "WEBHOOK_SECRET")),
          EventShape.of(
              EventType.BOT_TEXTS_CHANGED,
              "What a bot says was worded anew, all of it.",
              botId(),
              Fact.choices("languages", "In which there are texts now", "en", "ru", "hi", "bn")),
          EventShape.of(
              EventType.APAY_PROJECT_CONNECTED,
              "A project of A-Pay was connected, by our API or by talking to a provider bot.",
              PROJECT_ID,
              Fact.text("apayProjectNumber", "A-Pay's number of it", "1234567"),
              MODE,
              Fact.flag("known", "Whether it was connected before, and its data was replaced"),
              botId().optional(),
              CHAT_ID.optional()),
          EventShape.of(
              EventType.APAY_PROJECT_CHANGED,
              "Something of a project of A-Pay was replaced.",
              PROJECT_ID,
              Fact.choices(
                  "changed",
                  "What",
                  "API_KEY",
                  "WEBHOOK_ID",
                  "ACCESS_KEY",
                  "PRIVATE_KEY",
                  "UNDERPAYMENT_TOLERANCE",
                  "FORMER_KEYS_FORGOTTEN")),
          EventShape.of(
              EventType.APAY_PROJECT_RETIRED,
              "A project of A-Pay takes no new payments.",
              PROJECT_ID),
          EventShape.of(
              EventType.APAY_CONNECT_LINK_CREATED,
              "Somebody may connect a project by talking to a provider bot.",
              botId().optional(),
              Fact.time("expiresAt", "How long the link works")),
          EventShape.of(
              EventType.PAID_MEDIA_ORDERED,
              "A bot is to sell pictures or videos in a chat.",
              botId(),
              Fact.id("paidMediaId", "The media, as in /api/v1/paid-media"),
              Fact.integer("starCount", "The price, in Stars", 50),
              Fact.text("reference", "The merchant's name of them", "album-9").optional(),
              CHAT_ID),
          EventShape.of(
              EventType.RECONCILIATION_ORDERED, "The books are to be compared soon.", botId()),
          EventShape.of(
              EventType.ENDPOINT_REDELIVERY_ASKED,
              "An event is sent to an endpoint once more.",
              Fact.id("endpointId", "The endpoint, as in /api/v1/endpoints"),
              Fact.id("deliveryId", "The delivery that is repeated, as in /api/v1/deliveries")),
          EventShape.of(
              EventType.QUARANTINE_REPLAYED,
              "The operator had a body handled that could not be handled when it came.",
              botId(),
              Fact.id("quarantineId", "The body, as the operator lists it")),
          EventShape.of(
              EventType.REENCRYPTION_STARTED,
              "The operator has everything encrypted with another key.",
              Fact.text("key", "The id of the key", "k2")),
          EventShape.of(
              EventType.PAYER_ERASED,
              "What was kept about a payer was erased; who he was is not told.",
              Fact.text("payer", "A keyed digest, the same for the same payer", "k1.3q2-7w"),
              reason("As it was given", "Asked by mail on 28 November"),
              Fact.of(
                  "records",
                  FactKind.NUMBERS,
                  List.of(),
                  "How many records of each kind there were",
                  Map.of("payments", 2))),
          EventShape.of(
              EventType.EXPORT_TAKEN,
              "Somebody began to download much of what the merchant has.",
              Fact.choice("what", "What of it", "INVOICES", "PAYMENTS", "LEDGER"),
              Fact.choice("format", "How it was written", "CSV", "JSONL"),
              Fact.time("from", "From when on, if not from the beginning").optional(),
              Fact.time("to", "Until when")));

  private PeopleShapes() {}

  private static Fact name() {
    return Fact.text("name", "The key's, for people", "Accounting");
  }
}

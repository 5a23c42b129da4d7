package io.github.tillgram.packaged;

import static io.github.tillgram.packaged.Telegram.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The service says all it can say, at TRACE, while everything happens to it that touches a secret;
 * and then nothing that anybody reads or stores holds one.
 */
class LeakIT {

  private static final Http HTTP = new Http();
  private static final long PAYER = PEOPLE.get(0);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";
  private static final String NEXT_KEY = "next:c2Vjb25kLWtleS1vZi10aGUtdGVzdHMtbm90LXJlYWw=";
  private static final String[] OPERATOR = {"Authorization", "Bearer " + Installation.OPERATOR_KEY};

  private final Spellings secrets = new Spellings();

  /** Whatever the service answered, save what is meant to be shown once. */
  private final List<String> answers = new ArrayList<>();

  @Test
  void noSecretLeavesTheServiceOrIsStoredInClear() throws Exception {
    assertSpellingsFindWhatTheyAreMadeFor();
    try (Installation installation =
        new Installation("leak")
            .with("QUARKUS_LOG_LEVEL", "TRACE")
            .with("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true")
            .with("QUARKUS_REST_CLIENT_LOGGING_SCOPE", "request-response")
            .with(traceOf("org.jboss.resteasy.reactive.client.logging"), "TRACE")
            .with(traceOf("org.hibernate.orm.jdbc.bind"), "TRACE")
            .with("TILLGRAM_ENCRYPTION_KEYS", NEXT_KEY + "," + Installation.ENCRYPTION_KEYS)) {
      ServiceProcess service = installation.start().awaitReady();
      Till till = installation.openTill(service);
      know(installation, till);

      buy(installation, till, "first");
      presentWrongSecrets(service, till);
      sendWhatIsNoRequest(service, till);
      letTelegramFail(installation, till);
      quarantine(service, till);
      rotate(installation, till);
      reencrypt(installation, service, till);
      buy(installation, till, "last");
      takeTheDatabaseAway(installation, till);
      readWhatIsThereToRead(service, till);
      service.terminate();
      service.awaitExit(PATIENCE);

      assertThat(service.log().lines())
          .as("it did speak at TRACE")
          .anyMatch(line -> line.contains("\"level\":\"TRACE\""));
      assertThat(secrets.foundIn(service.log())).as("secrets in the log").isEmpty();
      assertThat(secrets.foundIn(String.join("\n", answers))).as("secrets in answers").isEmpty();
      assertThat(secrets.foundIn(dump(installation.database())))
          .as("secrets in the database")
          .isEmpty();
    }
  }

  /** What an operator in need might try: the variable of one category's level. */
  private static String traceOf(String category) {
    return "QUARKUS_LOG_CATEGORY__%s__LEVEL"
        .formatted(category.toUpperCase(Locale.ROOT).replace('.', '_'));
  }

  private static void assertSpellingsFindWhatTheyAreMadeFor() {
    String secret = "1000001:a-secret_of-1234567890";
    Spellings spellings = new Spellings().add("it", secret);

    assertThat(Spellings.forms(secret)).hasSizeGreaterThan(6);
    for (String text :
        List.of(
            "GET /bot" + secret + "/getMe",
            "/bot1000001%3Aa-secret_of-1234567890/",
            Base64.getEncoder().encodeToString(("x" + secret + "y").getBytes()),
            Base64.getUrlEncoder().encodeToString(("xy" + secret).getBytes()),
            "\\x" + HexFormat.of().formatHex(secret.getBytes()))) {
      assertThat(spellings.foundIn(text)).as(text).containsKey("it");
    }
    assertThat(spellings.foundIn("1000001:a-secret_of-123456789")).isEmpty();
  }

  private void know(Installation installation, Till till) {
    secrets.add("operator key", Installation.OPERATOR_KEY);
    secrets.add("API key", till.apiKey());
    secrets.add("webhook secret", till.webhookSecret());
    secrets.add("database password", installation.database().password());
    know("bot token", till.token());
    secrets.add("provider token", till.providerToken());
    for (String key : List.of(Installation.ENCRYPTION_KEYS, NEXT_KEY)) {
      String base64 = key.substring(key.indexOf(':') + 1);
      secrets.add("encryption key", base64);
      secrets.add(
          "encryption key",
          new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1));
    }
  }

  /** What follows the colon is the secret; the digits before it are the bot's public id. */
  private void know(String name, String token) {
    secrets.add(name, token.substring(token.indexOf(':') + 1));
  }

  private void buy(Installation installation, Till till, String reference) {
    JsonObject order = Till.order(reference).put("sendTo", PAYER);
    UUID invoice =
        UUID.fromString(
            new JsonObject(heard(till.post("/api/v1/invoices", order))).getString("id"));
    await().atMost(PATIENCE).until(() -> invoiceMessage(installation, till, reference) != null);
    long message = invoiceMessage(installation, till, reference);
    // Who is told that the bot did not answer presses again.
    await()
        .atMost(PATIENCE)
        .until(
            () -> installation.telegram().pay(till.telegramBot(), PAYER, message).equals("PAID"));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                installation
                    .telegram()
                    .messages(till.telegramBot(), PAYER)
                    .anyMatch(said -> said.getString("text", "").contains("Tea " + reference)));
    for (String path : List.of("", "/timeline")) {
      heard(till.get("/api/v1/invoices/" + invoice + path));
    }
    heard(till.get("/api/v1/payments"));
  }

  private static Long invoiceMessage(Installation installation, Till till, String reference) {
    return installation
        .telegram()
        .messages(till.telegramBot(), PAYER)
        .filter(said -> said.containsKey("invoice"))
        .filter(said -> said.getJsonObject("invoice").getString("title").equals("Tea " + reference))
        .map(said -> said.getLong("messageId"))
        .findFirst()
        .orElse(null);
  }

  /** Secrets of ours in the wrong place, and such that are nearly right. */
  private void presentWrongSecrets(ServiceProcess service, Till till) {
    String most = till.apiKey().substring(0, till.apiKey().length() - 1);
    secrets.add("most of the API key", most);
    String nearly = most + "~";
    for (String key :
        List.of(nearly, till.webhookSecret(), till.token(), Installation.OPERATOR_KEY + "x")) {
      heard(HTTP.get(service.root() + "/api/v1/bots", "Authorization", "Bearer " + key));
    }
    heard(HTTP.get(service.root() + "/api/v1/bots", "Authorization", "Basic " + till.apiKey()));
    for (String secret : List.of(till.apiKey(), till.webhookSecret() + "x", till.token())) {
      heard(HTTP.post(till.webhook(), new JsonObject().put("update_id", 1), SECRET, secret));
    }
    heard(HTTP.get(service.root() + "/api/v1/merchants", "Authorization", till.apiKey()));
    heard(till.post("/api/v1/merchants", new JsonObject().put("name", "Mine")));
  }

  private void sendWhatIsNoRequest(ServiceProcess service, Till till) {
    JsonObject bot =
        new JsonObject().put("token", till.token()).put("providerToken", till.providerToken());
    for (String body :
        List.of(
            bot.encode().substring(0, bot.encode().length() - 3),
            new JsonArray().add(bot).encode(),
            new JsonObject().put("token", new JsonArray().add(till.token())).encode(),
            new JsonObject().put("token", new JsonObject().put("is", till.token())).encode(),
            bot.copy().put("mode", till.providerToken()).encode(),
            bot.copy().put("unknown", till.token()).encode(),
            bot.copy().put("token", till.token() + "/../getMe").encode(),
            bot.encode())) {
      String url = service.root() + "/api/v1/bots";
      heard(HTTP.postText(url, body, "Authorization", "Bearer " + till.apiKey()));
    }
    heard(till.patchBot(new JsonObject().put("providerToken", till.providerToken() + " ")));
    heard(till.patchBot(new JsonObject().put("token", till.token() + "x")));
  }

  private void letTelegramFail(Installation installation, Till till) {
    Telegram telegram = installation.telegram();
    for (String kind :
        List.of("SERVER_ERROR", "BAD_GATEWAY", "CLOSE", "LOST_ANSWER", "RATE_LIMIT")) {
      telegram.fault(till.telegramBot(), "getMe", kind, 1);
      heard(till.patchBot(new JsonObject().put("token", till.token())));
    }
    telegram.fault(till.telegramBot(), "getWebhookInfo", "CLOSE", 1);
    heard(till.get("/api/v1/bots/" + till.botId() + "/webhook"));
    heard(till.get("/api/v1/bots/" + till.botId() + "/webhook"));
    telegram.fault(till.telegramBot(), "setWebhook", "CLOSE", 1);
    heard(till.patchBot(new JsonObject().put("rotateSecret", true)));
    telegram.fault(till.telegramBot(), "sendInvoice", "CLOSE", 1);
    heard(till.post("/api/v1/invoices", Till.order("unlucky").put("sendTo", PEOPLE.get(1))));
    telegram.fault(till.telegramBot(), "sendInvoice", "BAD_REQUEST", 1);
    heard(till.post("/api/v1/invoices", Till.order("refused").put("sendTo", PEOPLE.get(2))));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                installation
                        .database()
                        .number("SELECT count(*) FROM outbox WHERE state <> 'PENDING'")
                    == 2);
  }

  private void quarantine(ServiceProcess service, Till till) {
    heard(
        HTTP.postText(
            till.webhook(),
            "{\"update_id\": 7, \"message\": {\"successful_payment\": ",
            SECRET,
            till.webhookSecret()));
    heard(till.deliver(new JsonObject().put("update_id", 8).put("message", new JsonObject())));
    String listed = heard(HTTP.get(service.root() + "/api/v1/quarantine", OPERATOR));
    String id = new JsonObject(listed).getJsonArray("items").getJsonObject(0).getString("id");
    heard(
        HTTP.post(
            service.root() + "/api/v1/quarantine/" + id + "/replay", new JsonObject(), OPERATOR));
  }

  private void rotate(Installation installation, Till till) {
    heard(till.patchBot(new JsonObject().put("rotateSecret", true)));
    JsonObject renewed = installation.telegram().renew(till.telegramBot(), "TOKEN");
    know("next bot token", renewed.getString("token"));
    heard(till.post("/api/v1/invoices", Till.order("late").put("sendTo", PEOPLE.get(1))));
    heard(till.patchBot(new JsonObject().put("token", renewed.getString("token"))));
    renewed = installation.telegram().renew(till.telegramBot(), "PROVIDER_TOKENS");
    secrets.add("next provider token", renewed.getString("providerToken"));
    heard(till.patchBot(new JsonObject().put("providerToken", renewed.getString("providerToken"))));
    Encryption encryption =
        new Encryption(Till.keys(NEXT_KEY + "," + Installation.ENCRYPTION_KEYS));
    for (String column : List.of("webhook_secret", "previous_webhook_secret")) {
      String stored =
          installation.database().text("SELECT " + column + " FROM bot WHERE id = ?", till.botId());
      secrets.add(
          "next webhook secret",
          encryption.decrypt(stored, new Place("bot", column, till.botId())).reveal());
    }
  }

  private void reencrypt(Installation installation, ServiceProcess service, Till till)
      throws Exception {
    Place place = new Place("bot", "previous_webhook_secret", till.botId());
    String old =
        new Encryption(Till.keys(Installation.ENCRYPTION_KEYS))
            .encrypt(Secret.of(till.webhookSecret()), place);
    try (Connection connection = installation.database().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE bot SET previous_webhook_secret = ? WHERE id = ?")) {
      statement.setString(1, old);
      statement.setObject(2, till.botId());
      statement.executeUpdate();
    }
    String url = service.root() + "/api/v1/reencryption";
    heard(HTTP.post(url, new JsonObject(), OPERATOR));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                new JsonObject(heard(HTTP.get(url, OPERATOR)))
                        .getJsonObject("work")
                        .getString("finishedAt")
                    != null);
  }

  private void takeTheDatabaseAway(Installation installation, Till till) throws Exception {
    installation.database().kill();
    heard(till.get("/api/v1/bots"));
    heard(till.patchBot(new JsonObject().put("rotateSecret", true)));
    heard(till.deliver(Till.payment(PAYER, "nobody's", "charge-nobody")));
    heard(till.deliver(Till.preCheckout(PAYER, "nobody's")));
    installation.database().start();
    await().atMost(PATIENCE).until(() -> till.get("/api/v1/bots").statusCode() == 200);
  }

  private void readWhatIsThereToRead(ServiceProcess service, Till till) {
    for (String path : List.of("/q/metrics", "/q/health", "/q/health/ready")) {
      assertThat(heard(HTTP.get(service.managementRoot() + path))).isNotEmpty();
    }
    for (String path : List.of("/q/openapi", "/q/openapi?format=json", "/q/swagger-ui/")) {
      assertThat(heard(HTTP.get(service.root() + path))).isNotEmpty();
    }
    for (String path : List.of("bots", "bots/" + till.botId(), "invoices", "payments")) {
      heard(till.get("/api/v1/" + path));
    }
  }

  private String heard(HttpResponse<String> answer) {
    answers.add(answer.headers().map() + "\n" + answer.body());
    return answer.body();
  }

  /** Every row of every table, as text. */
  private static String dump(Postgres database) {
    List<String> tables =
        database.column(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
    assertThat(tables).contains("bot", "api_key", "outbox", "quarantine", "invoice_event");
    StringBuilder dump = new StringBuilder();
    for (String table : tables) {
      database
          .column("SELECT t::text FROM " + table + " t")
          .forEach(row -> dump.append(row).append('\n'));
    }
    assertThat(dump).contains("Tea first");
    return dump.toString();
  }
}

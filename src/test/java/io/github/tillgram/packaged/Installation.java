package io.github.tillgram.packaged;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What surrounds the service: a database, a Telegram, and the settings that lead to them. The
 * service may come and go; its ports stay.
 */
final class Installation implements AutoCloseable {

  static final String OPERATOR_KEY = "operator-key-of-the-tests";

  /** 32 bytes that can be read, so that nobody takes them for a key to keep. */
  static final String ENCRYPTION_KEYS = "test:dGlsbGdyYW0tdGVzdC1rZXktbmV2ZXItZm9yLXJlYWw=";

  private final Vertx vertx = Vertx.vertx();
  private final Http http = new Http();
  private final Postgres database;
  private final Telegram telegram;
  private final Relay wayToDatabase;
  private final Relay wayToTelegram;
  private final Map<String, String> settings = new HashMap<>();

  Installation(String name) {
    database = new Postgres(name);
    telegram = new Telegram(vertx);
    wayToDatabase = new Relay(vertx, database::port);
    wayToTelegram = new Relay(vertx, telegram::port);
    int port = ServiceProcess.freePort();
    String sandbox = "http://localhost:" + wayToTelegram.port() + "/sandbox";
    settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ServiceProcess.freePort()));
    settings.put(
        "TILLGRAM_DATABASE_URL", "postgresql://localhost:" + wayToDatabase.port() + "/tillgram");
    settings.put("TILLGRAM_DATABASE_USERNAME", database.username());
    settings.put("TILLGRAM_DATABASE_PASSWORD", database.password());
    settings.put("TILLGRAM_PUBLIC_URL", "http://localhost:" + port);
    settings.put("TILLGRAM_TELEGRAM_API_URL", sandbox + "/telegram");
    settings.put("TILLGRAM_CURRENCIES_URL", sandbox + "/currencies.json");
    settings.put("TILLGRAM_ADMIN_KEY", OPERATOR_KEY);
    settings.put("TILLGRAM_ENCRYPTION_KEYS", ENCRYPTION_KEYS);
  }

  Installation with(String variable, String value) {
    settings.put(variable, value);
    return this;
  }

  Installation without(String variable) {
    settings.remove(variable);
    return this;
  }

  Postgres database() {
    return database;
  }

  Relay wayToDatabase() {
    return wayToDatabase;
  }

  Telegram telegram() {
    return telegram;
  }

  Relay wayToTelegram() {
    return wayToTelegram;
  }

  ServiceProcess start() {
    return ServiceProcess.start(settings);
  }

  /** For those who measure: nothing is left out to start sooner. */
  ServiceProcess startAtFullSpeed() {
    return ServiceProcess.startAtFullSpeed(settings);
  }

  int servicePort() {
    return Integer.parseInt(settings.get("QUARKUS_HTTP_PORT"));
  }

  /** The environment of the service. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** Starts it, and lets it leave behind what makes later starts quicker. */
  ServiceProcess startFirst() {
    return ServiceProcess.startFirst(settings);
  }

  /** Has something stand before the replicas: Telegram is told its address instead of theirs. */
  Front putAFrontBefore() {
    Front front = new Front(vertx);
    settings.put("TILLGRAM_PUBLIC_URL", front.root());
    return front;
  }

  /** Has what is put into chats written down on its way. */
  CallLog listenToCalls() {
    CallLog log = new CallLog(vertx, telegram::port);
    settings.put("TILLGRAM_TELEGRAM_API_URL", log.root() + "/sandbox/telegram");
    return log;
  }

  /** One more replica, on ports of its own. */
  ServiceProcess startReplica() {
    return ServiceProcess.start(onPortsOfItsOwn());
  }

  /** Likewise, for those who measure. */
  ServiceProcess startReplicaAtFullSpeed() {
    return ServiceProcess.startAtFullSpeed(onPortsOfItsOwn());
  }

  private Map<String, String> onPortsOfItsOwn() {
    Map<String, String> own = new HashMap<>(settings);
    own.put("QUARKUS_HTTP_PORT", Integer.toString(ServiceProcess.freePort()));
    own.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ServiceProcess.freePort()));
    return own;
  }

  /** A merchant with a bot. The service must be ready. */
  Till openTill(ServiceProcess service) {
    return openTill(service.root());
  }

  List<Till> openTills(String root, int shops) {
    return Stream.generate(() -> openTill(root)).limit(shops).toList();
  }

  private Till openTill(String root) {
    JsonObject merchant =
        created(
            http.post(
                root + "/api/v1/merchants",
                new JsonObject().put("name", "Shop"),
                "Authorization",
                "Bearer " + OPERATOR_KEY));
    JsonObject telegramBot = telegram.newBot("shop_" + System.nanoTime() + "_bot");
    JsonObject bot =
        created(
            http.post(
                root + "/api/v1/bots",
                new JsonObject()
                    .put("token", telegramBot.getString("token"))
                    .put("providerToken", telegramBot.getString("providerToken")),
                "Authorization",
                "Bearer " + merchant.getString("apiKey")));
    return new Till(
        root,
        merchant.getString("apiKey"),
        bot,
        telegramBot,
        database,
        settings.get("TILLGRAM_ENCRYPTION_KEYS"));
  }

  private static JsonObject created(HttpResponse<String> response) {
    if (response.statusCode() != 201) {
      throw new IllegalStateException(response + ": " + response.body());
    }
    return new JsonObject(response.body());
  }

  @Override
  public void close() {
    vertx.close();
  }
}

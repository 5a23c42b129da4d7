package io.github.tillgram.packaged;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.SecurityConfig;
import io.github.tillgram.testsupport.Shop;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A merchant with a bot: calls our API with the merchant's key, our webhook as Telegram would. */
final class Till {

  static final long PRICE = 1250;

  private final Http http = new Http();
  private final String root;
  private final String apiKey;
  private final UUID botId;
  private final String botKey;
  private final JsonObject telegramBot;
  private final Postgres database;
  private final String webhookSecret;

  Till(
      String root,
      String apiKey,
      JsonObject bot,
      JsonObject telegramBot,
      Postgres database,
      String encryptionKeys) {
    this.root = root;
    this.apiKey = apiKey;
    this.botId = UUID.fromString(bot.getString("id"));
    this.botKey = bot.getString("botKey");
    this.telegramBot = telegramBot;
    this.database = database;
    this.webhookSecret =
        new Encryption(keys(encryptionKeys))
            .decrypt(
                database.text("SELECT webhook_secret FROM bot WHERE id = ?", botId),
                new Place("bot", "webhook_secret", botId))
            .reveal();
  }

  UUID botId() {
    return botId;
  }

  /** The bot's id in Telegram. */
  long telegramBot() {
    return telegramBot.getLong("id");
  }

  String token() {
    return telegramBot.getString("token");
  }

  String providerToken() {
    return telegramBot.getString("providerToken");
  }

  String apiKey() {
    return apiKey;
  }

  String webhookSecret() {
    return webhookSecret;
  }

  /** Where updates of the bot are posted. */
  String webhook() {
    return root + "/telegram/webhook/" + botKey;
  }

  HttpResponse<String> patchBot(JsonObject changes) {
    return http.patch(root + "/api/v1/bots/" + botId, changes, "Authorization", "Bearer " + apiKey);
  }

  /** What nobody may ever read anywhere: whole, and the part of the token that counts. */
  List<String> secrets() {
    String token = token();
    return List.of(
        token.substring(token.indexOf(':') + 1),
        providerToken(),
        botKey,
        webhookSecret,
        apiKey,
        Installation.OPERATOR_KEY);
  }

  HttpResponse<String> get(String path) {
    return http.get(root + path, "Authorization", "Bearer " + apiKey);
  }

  HttpResponse<String> post(String path, JsonObject body) {
    return http.post(root + path, body, "Authorization", "Bearer " + apiKey);
  }

  /** Issues an invoice over {@link #PRICE} US cents. */
  HttpResponse<String> issue(String reference) {
    return post("/api/v1/invoices", order(reference));
  }

  static JsonObject order(String reference) {
    return Shop.tea().put("title", "Tea " + reference).put("reference", reference);
  }

  String payload(UUID invoice) {
    return database.text("SELECT payload FROM invoice WHERE id = ?", invoice);
  }

  static JsonObject preCheckout(long payer, String payload) {
    return Shop.preCheckoutUpdate(Shop.nextUpdateId(), payer, payload, "USD", PRICE);
  }

  static JsonObject payment(long payer, String payload, String chargeId) {
    return Shop.paymentUpdate(
        Shop.nextUpdateId(), payer, payload, "USD", PRICE, chargeId, payment -> payment);
  }

  /** Posts an update to the bot's webhook. */
  HttpResponse<String> deliver(JsonObject update) {
    return http.post(webhook(), update, "X-Telegram-Bot-Api-Secret-Token", webhookSecret);
  }

  /** The same request as bytes. */
  byte[] updateRequest(String update) {
    return LoadGenerator.post(
        "/telegram/webhook/" + botKey, update, "X-Telegram-Bot-Api-Secret-Token", webhookSecret);
  }

  static SecurityConfig keys(String encryptionKeys) {
    return new SecurityConfig() {
      @Override
      public Optional<String> adminKey() {
        return Optional.empty();
      }

      @Override
      public Optional<String> encryptionKeys() {
        return Optional.of(encryptionKeys);
      }
    };
  }
}

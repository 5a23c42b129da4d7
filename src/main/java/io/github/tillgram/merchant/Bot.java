package io.github.tillgram.merchant;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A merchant's bot. Its tokens and its webhook secret are kept encrypted, bound to this very row.
 */
@Entity
@Table(name = Bot.TABLE)
public class Bot {

  static final String TABLE = "bot";

  private static final String TOKEN = "token";
  private static final String PROVIDER_TOKEN = "provider_token";
  private static final String WEBHOOK_SECRET = "webhook_secret";
  private static final String PREVIOUS_WEBHOOK_SECRET = "previous_webhook_secret";

  /** The columns that hold ciphertexts. */
  static final List<String> ENCRYPTED =
      List.of(TOKEN, PROVIDER_TOKEN, WEBHOOK_SECRET, PREVIOUS_WEBHOOK_SECRET);

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "telegram_id", nullable = false)
  private long telegramId;

  private String username;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private BotEnvironment environment;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private BotMode mode;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private BotRole role;

  @Column(name = "bot_key", nullable = false)
  private String botKey;

  @Column(nullable = false)
  private String token;

  @Column(name = PROVIDER_TOKEN)
  private String providerToken;

  @Column(name = WEBHOOK_SECRET, nullable = false)
  private String webhookSecret;

  @Column(name = PREVIOUS_WEBHOOK_SECRET)
  private String previousWebhookSecret;

  @Column(name = "previous_secret_until")
  private Instant previousSecretUntil;

  @Column(name = "webhook_registered", nullable = false)
  private boolean webhookRegistered;

  /** Whether Telegram has taken the secret for sure, with whatever token. */
  @Column(name = "secret_confirmed", nullable = false)
  private boolean secretConfirmed;

  /** Which version of the menu of commands Telegram is to be told. */
  @Column(name = "menu_version", nullable = false)
  private int menuVersion;

  protected Bot() {}

  /** A bot nobody has connected yet; its webhook is registered afterwards. */
  public static Bot connect(UUID id, NewBot bot, Encryption encryption) {
    Bot created = new Bot();
    created.id = id;
    created.merchantId = bot.merchantId();
    created.telegramId = bot.telegramId();
    created.username = bot.username();
    created.environment = bot.environment();
    created.mode = bot.mode();
    created.role = bot.role();
    created.botKey = bot.botKey();
    created.token = encryption.encrypt(bot.token(), created.place(TOKEN));
    created.providerToken =
        bot.providerToken()
            .map(secret -> encryption.encrypt(secret, created.place(PROVIDER_TOKEN)))
            .orElse(null);
    created.webhookSecret = encryption.encrypt(bot.webhookSecret(), created.place(WEBHOOK_SECRET));
    return created;
  }

  public UUID id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  /** The bot's own user id at Telegram. */
  public long telegramId() {
    return telegramId;
  }

  public String username() {
    return username;
  }

  public BotEnvironment environment() {
    return environment;
  }

  public BotMode mode() {
    return mode;
  }

  public BotRole role() {
    return role;
  }

  /** The opaque name of the bot's webhook door. */
  public String botKey() {
    return botKey;
  }

  public Secret token(Encryption encryption) {
    return encryption.decrypt(token, place(TOKEN));
  }

  /** Missing for a bot that only sells for Stars. */
  public Optional<Secret> providerToken(Encryption encryption) {
    return Optional.ofNullable(providerToken)
        .map(stored -> encryption.decrypt(stored, place(PROVIDER_TOKEN)));
  }

  public boolean hasProviderToken() {
    return providerToken != null;
  }

  public Secret webhookSecret(Encryption encryption) {
    return encryption.decrypt(webhookSecret, place(WEBHOOK_SECRET));
  }

  /** The ciphertext, which tells one secret from the next without revealing either. */
  String storedWebhookSecret() {
    return webhookSecret;
  }

  /** The ciphertext, like that of the secret. */
  String storedToken() {
    return token;
  }

  /** The secret before the last rotation; it still counts until {@link #previousSecretUntil}. */
  public Optional<Secret> previousWebhookSecret(Encryption encryption) {
    return Optional.ofNullable(previousWebhookSecret)
        .map(stored -> encryption.decrypt(stored, place(PREVIOUS_WEBHOOK_SECRET)));
  }

  public Optional<Instant> previousSecretUntil() {
    return Optional.ofNullable(previousSecretUntil);
  }

  /**
   * Gives the webhook a new secret, which Telegram has to be told; the old one counts for a while.
   * As long as Telegram has not taken the last new one, it may use that or the one before, so both
   * stay and no third is made.
   */
  public void rotateWebhookSecret(Secret fresh, Instant oldOneUntil, Encryption encryption) {
    if (secretConfirmed) {
      previousWebhookSecret =
          encryption.encrypt(webhookSecret(encryption), place(PREVIOUS_WEBHOOK_SECRET));
      webhookSecret = encryption.encrypt(fresh, place(WEBHOOK_SECRET));
    }
    previousSecretUntil = previousWebhookSecret == null ? null : oldOneUntil;
    secretConfirmed = false;
    webhookRegistered = false;
  }

  /** Whether Telegram took our {@code setWebhook} with the current token and secret. */
  public boolean webhookRegistered() {
    return webhookRegistered;
  }

  /**
   * Gives the bot its next token. Telegram may have forgotten the webhook and the menu of commands
   * with the old one.
   */
  public void replaceToken(Secret secret, Encryption encryption) {
    token = encryption.encrypt(secret, place(TOKEN));
    webhookRegistered = false;
    menuVersion = 0;
  }

  public void replaceProviderToken(Secret secret, Encryption encryption) {
    providerToken = encryption.encrypt(secret, place(PROVIDER_TOKEN));
  }

  private Place place(String column) {
    return new Place(TABLE, column, id);
  }
}

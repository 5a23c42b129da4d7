package io.github.tillgram.apay.onboarding;

import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.RandomTokens;
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

/** A merchant's project at A-Pay: where his payment pages come from, and his deposits go to. */
@Entity
@Table(name = ApayProject.TABLE)
public class ApayProject {

  static final String TABLE = "apay_project";

  private static final String API_KEY = "api_key";

  /** The columns that hold ciphertexts. */
  static final List<String> ENCRYPTED = List.of(API_KEY);

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "bot_id")
  private UUID botId;

  @Column(name = "project_key", nullable = false)
  private String projectKey;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private BotMode mode;

  @Column(name = "remote_id", nullable = false)
  private String remoteId;

  @Column(name = "webhook_id", nullable = false)
  private String webhookId;

  @Column(name = API_KEY, nullable = false)
  private String apiKey;

  @Column(name = "underpayment_tolerance", nullable = false)
  private long underpaymentTolerance;

  @Column(name = "retired_at")
  private Instant retiredAt;

  @Column(name = "changed_at", nullable = false)
  private Instant changedAt;

  protected ApayProject() {}

  /** A project nobody knew here; it has no data yet. */
  static ApayProject create(UUID id, UUID merchantId, String remoteId) {
    ApayProject created = new ApayProject();
    created.id = id;
    created.merchantId = merchantId;
    created.remoteId = remoteId;
    created.projectKey = RandomTokens.name();
    return created;
  }

  /**
   * Takes what is new of it; it is in use again if it was not.
   *
   * @param botId none: the one it had, or all
   */
  void connect(
      BotMode newMode,
      Optional<UUID> newBotId,
      ProjectCredentials credentials,
      Encryption encryption,
      Instant now) {
    mode = newMode;
    botId = newBotId.orElse(botId);
    retiredAt = null;
    changeApiKey(credentials.apiKey(), encryption);
    changeWebhookId(credentials.webhookId());
    changedAt = now;
  }

  void changeApiKey(Secret key, Encryption encryption) {
    apiKey = encryption.encrypt(key, place(API_KEY));
  }

  void changeWebhookId(String number) {
    webhookId = number;
  }

  void changeUnderpaymentTolerance(long smallestUnits) {
    underpaymentTolerance = smallestUnits;
  }

  void changed(Instant now) {
    changedAt = now;
  }

  /** Gives its bot free for another project. */
  void retire(Instant now) {
    botId = null;
    retiredAt = now;
    changedAt = now;
  }

  public UUID id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  /** The bot whose invoices it takes; none for a project of all bots of its merchant. */
  public Optional<UUID> botId() {
    return Optional.ofNullable(botId);
  }

  /** Names it in the address of its postbacks; nobody can guess it. */
  public String projectKey() {
    return projectKey;
  }

  public BotMode mode() {
    return mode;
  }

  /** A-Pay's own number of it, up to seven digits; it may begin with 0. */
  public String remoteId() {
    return remoteId;
  }

  /** Which of the webhooks of the project at A-Pay is told of deposits. */
  public String webhookId() {
    return webhookId;
  }

  public Secret apiKey(Encryption encryption) {
    return encryption.decrypt(apiKey, place(API_KEY));
  }

  /** How much less than the price is still the price, in the smallest unit of the currency. */
  public long underpaymentTolerance() {
    return underpaymentTolerance;
  }

  /** When another project took its place; it still hears of the deposits that were under way. */
  public Optional<Instant> retiredAt() {
    return Optional.ofNullable(retiredAt);
  }

  private Place place(String column) {
    return new Place(TABLE, column, id);
  }
}

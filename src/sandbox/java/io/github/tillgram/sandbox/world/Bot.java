package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A bot with its chats, webhook, pending updates and money. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class Bot {
  private final UpdateInbox inbox;
  private final StarLedger stars = new StarLedger();
  private final Map<Long, PrivateChat> chats = new TreeMap<>();
  private final List<Charge> charges = new ArrayList<>();
  private final Map<String, Subscription> subscriptions = new TreeMap<>();
  private final Map<String, JsonNode> commands = new TreeMap<>();
  private BotIdentity identity;
  private WebhookSettings webhook = WebhookSettings.none();
  private List<String> allowedUpdates = UpdateKind.defaults();
  private transient Set<String> unknownUpdates = Set.of();
  private WebhookError lastError;
  private long lastMessageId;

  /** The last failed delivery; a success does not clear it. */
  public record WebhookError(long date, String message) {}

  @JsonCreator
  public Bot(
      @JsonProperty("identity") BotIdentity identity, @JsonProperty("inbox") UpdateInbox inbox) {
    this.identity = identity;
    this.inbox = inbox;
  }

  public BotIdentity identity() {
    return identity;
  }

  void identity(BotIdentity other) {
    identity = other;
  }

  public long id() {
    return identity.id();
  }

  /** The Bot API's {@code User} as it appears in messages. */
  public ObjectNode user() {
    return identity.user();
  }

  public UpdateInbox inbox() {
    return inbox;
  }

  public StarLedger stars() {
    return stars;
  }

  public Map<String, JsonNode> commands() {
    return commands;
  }

  /** Every person has an open chat with every bot, so that a bot may write at once. */
  public PrivateChat chatWith(Person person) {
    return chats.computeIfAbsent(person.id(), id -> new PrivateChat());
  }

  public long nextMessageId() {
    return ++lastMessageId;
  }

  public List<Charge> charges() {
    return charges;
  }

  /** By the charge each began with. */
  public Map<String, Subscription> subscriptions() {
    return subscriptions;
  }

  public Optional<Charge> charge(String telegramChargeId) {
    return charges.stream()
        .filter(charge -> charge.telegramChargeId().equals(telegramChargeId))
        .findFirst();
  }

  public WebhookSettings webhook() {
    return webhook;
  }

  public void setWebhook(WebhookSettings settings) {
    webhook = settings;
    lastError = null;
  }

  public List<String> allowedUpdates() {
    return allowedUpdates;
  }

  public void allowUpdates(List<String> kinds) {
    allowedUpdates = kinds;
  }

  /** As on a server of an older version, which does not know these kinds; until a restart. */
  public void unknownUpdates(Set<String> kinds) {
    unknownUpdates = kinds;
  }

  public boolean knowsUpdates(String kind) {
    return UpdateKind.isKnown(kind) && !unknownUpdates.contains(kind);
  }

  public Optional<WebhookError> lastError() {
    return Optional.ofNullable(lastError);
  }

  public void deliveryFailed(long date, String message) {
    lastError = new WebhookError(date, message);
  }
}

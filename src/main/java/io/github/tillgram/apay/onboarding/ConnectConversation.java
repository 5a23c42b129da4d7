package io.github.tillgram.apay.onboarding;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
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
 * How somebody connects a project by talking to a provider bot. It begins as a link and belongs to
 * whoever opens that first; all of it is in the database, so any replica may hear the next message.
 */
@Entity
@Table(name = ConnectConversation.TABLE)
class ConnectConversation {

  static final String TABLE = "apay_conversation";

  static final int MOST_WRONG_TRIES = 5;

  private static final String PENDING = "pending";

  /** The columns that hold ciphertexts. */
  static final List<String> ENCRYPTED = List.of(PENDING);

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "bot_id")
  private UUID botId;

  @Column(nullable = false)
  private byte[] code;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private ConversationState state;

  @Column(name = "provider_bot_id")
  private UUID providerBotId;

  private Long holder;

  @Column(name = "wrong_tries", nullable = false)
  private int wrongTries;

  @Column(name = PENDING)
  private String pending;

  /** The message the pending data came with. */
  @Column(name = "pending_message")
  private Long pendingMessage;

  @Column(name = "pending_until")
  private Instant pendingUntil;

  @Column(name = "expires_at", nullable = false)
  private Instant expiresAt;

  protected ConnectConversation() {}

  /**
   * @param botId whose payments the project is to take; {@code null} for all bots
   * @param code the digest of the code in the link
   */
  static ConnectConversation issue(
      UUID id, UUID merchantId, UUID botId, byte[] code, Instant expiresAt) {
    ConnectConversation issued = new ConnectConversation();
    issued.id = id;
    issued.merchantId = merchantId;
    issued.botId = botId;
    issued.code = code.clone();
    issued.state = ConversationState.ISSUED;
    issued.expiresAt = expiresAt;
    return issued;
  }

  UUID id() {
    return id;
  }

  UUID merchantId() {
    return merchantId;
  }

  Optional<UUID> botId() {
    return Optional.ofNullable(botId);
  }

  ConversationState state() {
    return state;
  }

  boolean isEnded() {
    return state == ConversationState.ENDED;
  }

  boolean hasExpired(Instant now) {
    return !expiresAt.isAfter(now);
  }

  boolean isHeldBy(UUID provider, long person) {
    return holder != null && holder == person && provider.equals(providerBotId);
  }

  /** Whoever opened its link. */
  Optional<Long> holder() {
    return Optional.ofNullable(holder);
  }

  void open(UUID provider, long person) {
    providerBotId = provider;
    holder = person;
    state = ConversationState.CHOOSING;
  }

  /** Asks again what he wants; what he saved stays saved. */
  void choose() {
    goBackTo(ConversationState.CHOOSING);
  }

  void collect() {
    goBackTo(ConversationState.COLLECTING);
  }

  private void goBackTo(ConversationState earlier) {
    forgetPending();
    boolean stays = state == ConversationState.SAVED || state == ConversationState.ENDED;
    state = stays ? state : earlier;
  }

  /** Ends the conversation with the last try that may be wrong. */
  void tryWrongly() {
    wrongTries++;
    if (wrongTries >= MOST_WRONG_TRIES) {
      end();
    }
  }

  int triesLeft() {
    return MOST_WRONG_TRIES - wrongTries;
  }

  void hold(ProjectCredentials credentials, long message, Instant until, Encryption encryption) {
    pending = encryption.encrypt(credentials.lines(), place());
    pendingMessage = message;
    pendingUntil = until;
    state = ConversationState.CONFIRMING;
  }

  boolean asksAbout(long message) {
    return state == ConversationState.CONFIRMING
        && pendingMessage != null
        && pendingMessage == message;
  }

  /** What waits for a confirmation, if it came with this message and is not too old. */
  Optional<ProjectCredentials> pending(long message, Instant now, Encryption encryption) {
    return asksAbout(message) && pendingUntil.isAfter(now)
        ? Optional.of(encryption.decrypt(pending, place())).map(ProjectCredentials::ofLines)
        : Optional.empty();
  }

  void saved() {
    forgetPending();
    wrongTries = 0;
    state = ConversationState.SAVED;
  }

  void end() {
    forgetPending();
    state = ConversationState.ENDED;
  }

  private void forgetPending() {
    pending = null;
    pendingMessage = null;
    pendingUntil = null;
  }

  private Place place() {
    return new Place(TABLE, PENDING, id);
  }
}

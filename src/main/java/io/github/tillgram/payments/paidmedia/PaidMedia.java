package io.github.tillgram.payments.paidmedia;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.database.Ids;
import io.github.tillgram.security.RandomTokens;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Generated;

/** Pictures and videos in a chat that show themselves to whoever pays Stars for them. */
@Entity
@Table(name = "paid_media")
@DynamicUpdate
public class PaidMedia {

  /** How the row keeps its media. */
  @RegisterForReflection
  record Contents(@JsonProperty(value = "items", required = true) List<MediaItem> items) {}

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  /** Unguessable; what a purchase names it by. */
  @Column(nullable = false)
  private String payload;

  @Column(name = "chat_id", nullable = false)
  private long chatId;

  @Column(name = "star_count", nullable = false)
  private int starCount;

  @Column(nullable = false)
  private String media;

  private String caption;

  private String reference;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private PaidMediaStatus status;

  @Column(name = "message_id")
  private Long messageId;

  private String reason;

  @Column(name = "created_at", insertable = false, updatable = false)
  @Generated
  private Instant createdAt;

  protected PaidMedia() {}

  static PaidMedia offer(PaidMediaOrder order, UUID botId) {
    PaidMedia paidMedia = new PaidMedia();
    paidMedia.id = Ids.next();
    paidMedia.merchantId = order.merchantId();
    paidMedia.botId = botId;
    paidMedia.payload = RandomTokens.name();
    paidMedia.chatId = order.chatId();
    paidMedia.starCount = order.starCount();
    paidMedia.media = TelegramJson.write(new Contents(order.media()));
    paidMedia.caption = order.caption().orElse(null);
    paidMedia.reference = order.reference().orElse(null);
    paidMedia.status = PaidMediaStatus.PENDING;
    return paidMedia;
  }

  /** A group that became a supergroup has another id than the one it was sent to. */
  void sent(long chat, Long message) {
    status = PaidMediaStatus.SENT;
    chatId = chat;
    messageId = message;
  }

  void failed(String why) {
    status = PaidMediaStatus.FAILED;
    reason = why;
  }

  void lostSightOf(String why) {
    status = PaidMediaStatus.UNKNOWN;
    reason = why;
  }

  public UUID id() {
    return id;
  }

  UUID merchantId() {
    return merchantId;
  }

  public UUID botId() {
    return botId;
  }

  String payload() {
    return payload;
  }

  public long chatId() {
    return chatId;
  }

  /** The price. */
  public int starCount() {
    return starCount;
  }

  public List<MediaItem> media() {
    try {
      return TelegramJson.read(media, Contents.class).items();
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("a column holds damaged JSON", damaged);
    }
  }

  public Optional<String> caption() {
    return Optional.ofNullable(caption);
  }

  /** The merchant's own name for it. */
  public Optional<String> reference() {
    return Optional.ofNullable(reference);
  }

  public PaidMediaStatus status() {
    return status;
  }

  public Optional<Long> messageId() {
    return Optional.ofNullable(messageId);
  }

  /** Why it is not in the chat, or why nobody knows. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  public Instant createdAt() {
    return createdAt;
  }
}

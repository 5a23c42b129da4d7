package io.github.tillgram.merchantapi;

import io.github.tillgram.payments.paidmedia.MediaItem;
import io.github.tillgram.payments.paidmedia.PaidMedia;
import io.github.tillgram.payments.paidmedia.PaidMediaAccess;
import io.github.tillgram.payments.paidmedia.PaidMediaStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Paid media as their merchant sees them. */
@Schema(name = "PaidMedia")
public record PaidMediaView(
    UUID id,
    @Schema(description = "The bot that sells them") UUID botId,
    @Schema(
            description = "The chat they are sold in; 0 once the payer whose chat it is was erased",
            example = "5000001")
        long chatId,
    @Schema(
            description = "The price, in whole Stars",
            minimum = "1",
            maximum = "25000",
            example = "50")
        int starCount,
    @Schema(description = "Pictures and videos, sold together") List<Item> media,
    @Schema(
            description = "Everybody sees it; null if you gave none",
            nullable = true,
            example = "The tea garden at dawn")
        String caption,
    @Schema(
            description = "Your own name for it; null if you gave none",
            nullable = true,
            example = "dawn")
        String reference,
    @Schema(description = "How far they have come") PaidMediaStatus status,
    @Schema(
            description = "In its chat, once it is SENT; null before",
            nullable = true,
            example = "42")
        Long messageId,
    @Schema(description = "Why it is FAILED or UNKNOWN; null if it is neither", nullable = true)
        String reason,
    Instant createdAt) {

  @Schema(name = "PaidMediaItem")
  public record Item(
      @Schema(
              description = "What it is",
              enumeration = {"photo", "video"})
          String type,
      @Schema(
              description = "A file id of the bot, or the https address Telegram fetches it from",
              example = "https://example.com/tea.jpg")
          String media) {

    static Item of(MediaItem item) {
      return new Item(item.type(), item.media());
    }
  }

  /** Somebody who may see them. */
  @Schema(name = "PaidMediaPurchase")
  public record Purchase(
      UUID id,
      @Schema(description = "Who may see them; null once he was erased", nullable = true)
          PaymentView.Payer payer,
      @Schema(description = "When Telegram told of it: ISO 8601 in UTC") Instant at) {

    static Purchase of(PaidMediaAccess access) {
      return new Purchase(access.id(), PaymentView.Payer.of(access.payerId()), access.recordedAt());
    }
  }

  static PaidMediaView of(PaidMedia paidMedia) {
    return new PaidMediaView(
        paidMedia.id(),
        paidMedia.botId(),
        paidMedia.chatId(),
        paidMedia.starCount(),
        paidMedia.media().stream().map(Item::of).toList(),
        paidMedia.caption().orElse(null),
        paidMedia.reference().orElse(null),
        paidMedia.status(),
        paidMedia.messageId().orElse(null),
        paidMedia.reason().orElse(null),
        paidMedia.createdAt());
  }
}

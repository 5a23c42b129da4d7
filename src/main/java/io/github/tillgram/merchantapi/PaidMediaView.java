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
    UUID botId,
    @Schema(description = "0 once the payer whose chat it is was erased") long chatId,
    @Schema(description = "The price, in whole Stars") int starCount,
    List<Item> media,
    @Schema(nullable = true) String caption,
    @Schema(nullable = true) String reference,
    @Schema(
            description =
                "UNKNOWN: Telegram was asked and did not answer. It is not sent again; look into"
                    + " the chat")
        PaidMediaStatus status,
    @Schema(description = "In its chat, once it is SENT", nullable = true) Long messageId,
    @Schema(description = "Why it is FAILED or UNKNOWN", nullable = true) String reason,
    Instant createdAt) {

  @Schema(name = "PaidMediaItem")
  public record Item(String type, String media) {

    static Item of(MediaItem item) {
      return new Item(item.type(), item.media());
    }
  }

  /** Somebody who may see them. */
  @Schema(name = "PaidMediaPurchase")
  public record Purchase(
      UUID id,
      @Schema(description = "null once the payer was erased", nullable = true)
          PaymentView.Payer payer,
      Instant at) {

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

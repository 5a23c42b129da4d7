package io.github.tillgram.payments.paidmedia;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a merchant wants sold, within Telegram's limits. */
public record PaidMediaOrder(
    UUID merchantId,
    Optional<UUID> botId,
    long chatId,
    int starCount,
    List<MediaItem> media,
    Optional<String> caption,
    Optional<String> reference) {}

package io.github.tillgram.chat;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Hears what became of messages about an invoice, in the transaction that ends their outbox row.
 * Whoever keeps the invoice's books implements it.
 */
public interface MessageFate {

  /** What is said about an invoice, and where. */
  record Said(UUID invoiceId, long chatId, String text) {}

  /**
   * It stands in the chat.
   *
   * @param messageId what Telegram calls it there
   */
  Uni<Void> delivered(Said said, long messageId);

  /** It will never be delivered: the payer blocked the bot, or it was tried for too long. */
  Uni<Void> undeliverable(Said said, String reason);
}

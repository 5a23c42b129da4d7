package io.github.tillgram.chat;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Hears what became of messages about an invoice, in the transaction that ends their outbox row.
 * Whoever keeps the invoice's books implements it.
 */
public interface MessageFate {

  Uni<Void> delivered(UUID invoiceId, long chatId);

  /** It will never be delivered: the payer blocked the bot, or it was tried for too long. */
  Uni<Void> undeliverable(UUID invoiceId, long chatId, String reason);
}

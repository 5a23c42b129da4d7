package io.github.tillgram.webhook;

import io.github.tillgram.telegram.api.WebhookReply;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Handles the updates of one route. When the returned {@code Uni} completes, the effect is
 * committed, and Telegram is told that the update is done with.
 *
 * <p>A failure that is trouble of the database makes Telegram send the update again. After any
 * other failure the update is not sent again, since it would fail again; if it names money it is
 * quarantined first.
 */
public interface UpdateHandler {

  Route route();

  /**
   * The reply, if any, is written into the response and run by Telegram; its result is never told.
   */
  Uni<Optional<WebhookReply>> handle(IncomingUpdate update);
}

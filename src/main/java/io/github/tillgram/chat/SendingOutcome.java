package io.github.tillgram.chat;

import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.telegram.client.BotApiFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.LongFunction;

/** What a failed call means for the outbox row that asked for it. */
@ApplicationScoped
public class SendingOutcome {

  /**
   * A token that was revoked is no reason to give up: its merchant will bring the next one, and the
   * row is attempted with that.
   *
   * @param repeatable whether the call may be made again when nobody knows whether it was done
   * @param inChat the row's body for another chat id: a group that became a supergroup has a new
   *     one
   */
  public OutboxOutcome of(BotApiFailure failure, boolean repeatable, LongFunction<String> inChat) {
    String reason = failure.getMessage();
    if (failure instanceof BotApiFailure.RateLimited) {
      BotApiFailure.RateLimited limited = (BotApiFailure.RateLimited) failure;
      return new OutboxOutcome.Pause(reason, limited.retryAfter());
    }
    if (failure instanceof BotApiFailure.Refused) {
      BotApiFailure.Refused refused = (BotApiFailure.Refused) failure;
      if (refused.tokenIsVoid()) {
        return OutboxOutcome.retry(reason);
      }
      return refused.migrateToChatId().isPresent()
          ? new OutboxOutcome.Retry(
              reason,
              Optional.empty(),
              Optional.of(inChat.apply(refused.migrateToChatId().getAsLong())))
          : new OutboxOutcome.GiveUp(reason);
    }
    boolean surelyNotDone = failure instanceof BotApiFailure.Unreachable;
    return surelyNotDone || repeatable
        ? OutboxOutcome.retry(reason)
        : new OutboxOutcome.Unknown(reason);
  }
}

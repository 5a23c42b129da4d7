package io.github.tillgram.payments;

import io.github.tillgram.telegram.client.BotApiFailure;
import java.time.Duration;
import java.util.Optional;

/** Why there is no link. */
public abstract sealed class LinkNotCreated extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private LinkNotCreated(String message) {
    super(message, null, false, false);
  }

  /** The bot's token was revoked; the merchant has to bring the next one. */
  public static final class TokenIsVoid extends LinkNotCreated {
    private static final long serialVersionUID = 1L;

    TokenIsVoid(String description) {
      super(description);
    }
  }

  /** Telegram refused for another reason; the message is Telegram's. */
  public static final class Refused extends LinkNotCreated {
    private static final long serialVersionUID = 1L;

    Refused(String description) {
      super(description);
    }
  }

  /** Telegram did not answer, or asks us to wait; later may do. */
  public static final class TelegramUnavailable extends LinkNotCreated {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    TelegramUnavailable(String description, Optional<Duration> retryAfter) {
      super(description);
      this.retryAfter = retryAfter;
    }

    /** How long Telegram asks us to wait, if it does. */
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /** On the rail APAY: nobody could pay by it now. */
  public static final class NotPayable extends LinkNotCreated {
    private static final long serialVersionUID = 1L;

    NotPayable(String description) {
      super(description);
    }
  }

  /** On the rail APAY: A-Pay does not say whether anybody could pay by it; later it may. */
  public static final class ApayUnavailable extends LinkNotCreated {
    private static final long serialVersionUID = 1L;

    ApayUnavailable(String description) {
      super(description);
    }
  }

  static LinkNotCreated of(BotApiFailure failure) {
    String description = failure.getMessage();
    if (failure instanceof BotApiFailure.Refused) {
      return ((BotApiFailure.Refused) failure).tokenIsVoid()
          ? new TokenIsVoid(description)
          : new Refused(description);
    }
    return new TelegramUnavailable(
        description,
        failure instanceof BotApiFailure.RateLimited
            ? Optional.of(((BotApiFailure.RateLimited) failure).retryAfter())
            : Optional.empty());
  }
}

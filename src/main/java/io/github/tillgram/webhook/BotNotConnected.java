package io.github.tillgram.webhook;

import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.telegram.client.BotApiFailure;

/** Why a bot could not be connected, or what Telegram says of it could not be asked. */
public abstract sealed class BotNotConnected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private BotNotConnected(String message) {
    super(message, null, false, false);
  }

  /** Telegram does not know the token. */
  public static final class UnknownToken extends BotNotConnected {
    private static final long serialVersionUID = 1L;

    UnknownToken() {
      super("the token is not known to Telegram");
    }
  }

  /** Telegram knows the token, but on its other servers. */
  public static final class Elsewhere extends BotNotConnected {
    private static final long serialVersionUID = 1L;

    private final BotEnvironment environment;

    Elsewhere(BotEnvironment environment) {
      super("the bot lives in the environment " + environment);
      this.environment = environment;
    }

    /** Where the bot lives. */
    public BotEnvironment environment() {
      return environment;
    }
  }

  /** The token is another bot's. */
  public static final class TokenOfAnotherBot extends BotNotConnected {
    private static final long serialVersionUID = 1L;

    TokenOfAnotherBot() {
      super("the token belongs to another bot");
    }
  }

  /** Telegram refused for another reason; the message is Telegram's. */
  public static final class Refused extends BotNotConnected {
    private static final long serialVersionUID = 1L;

    Refused(String description) {
      super(description);
    }
  }

  /** Telegram did not answer, or asks us to wait; later may do. */
  public static final class TelegramUnavailable extends BotNotConnected {
    private static final long serialVersionUID = 1L;

    TelegramUnavailable(String description) {
      super(description);
    }
  }

  /** What a failed call says of the bot that was to be asked. */
  public static BotNotConnected of(BotApiFailure failure) {
    if (!(failure instanceof BotApiFailure.Refused)) {
      return new TelegramUnavailable(failure.getMessage());
    }
    int code = ((BotApiFailure.Refused) failure).code();
    return code == 401 || code == 404 ? new UnknownToken() : new Refused(failure.getMessage());
  }
}

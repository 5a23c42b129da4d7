package io.github.tillgram.telegram.client;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Why a call of the Bot API did not succeed, sorted by what may be done about it. Carries
 * Telegram's own description, which never contains the token; causes are dropped, since those of
 * HTTP clients may name the address, and the address holds the token.
 */
public abstract sealed class BotApiFailure extends RuntimeException {

  private BotApiFailure(String message) {
    super(message, null, false, false);
  }

  /** A short name for meters. */
  public abstract String outcome();

  /** 429: nothing was done; the same call may be made after the wait. */
  public static final class RateLimited extends BotApiFailure {

    private final Duration retryAfter;

    public RateLimited(Duration retryAfter, String description) {
      super(description);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }

    @Override
    public String outcome() {
      return "rate_limited";
    }
  }

  /** Telegram refused and did nothing; the same call will be refused again. */
  public static final class Refused extends BotApiFailure {

    private final int code;
    private final Long migrateToChatId;

    public Refused(int code, String description, Long migrateToChatId) {
      super(description);
      this.code = code;
      this.migrateToChatId = migrateToChatId;
    }

    public int code() {
      return code;
    }

    /** Whether the token was revoked; the call may be repeated with the bot's next one. */
    public boolean tokenIsVoid() {
      return code == 401;
    }

    /** The chat's new id, when the group became a supergroup: the call may be repeated there. */
    public OptionalLong migrateToChatId() {
      return migrateToChatId == null ? OptionalLong.empty() : OptionalLong.of(migrateToChatId);
    }

    @Override
    public String outcome() {
      return "refused";
    }
  }

  /** The call surely never arrived: no connection came about. */
  public static final class Unreachable extends BotApiFailure {

    public Unreachable(String description) {
      super(description);
    }

    @Override
    public String outcome() {
      return "unreachable";
    }
  }

  /** No usable answer (time-out, 5xx, a gateway's HTML): the call may or may not have been done. */
  public static final class Unanswered extends BotApiFailure {

    public Unanswered(String description) {
      super(description);
    }

    @Override
    public String outcome() {
      return "unanswered";
    }
  }
}

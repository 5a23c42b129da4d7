package io.github.tillgram.apay.client;

/**
 * Why a call of A-Pay did not succeed, sorted by what may be done about it. Causes are dropped:
 * those of HTTP clients may print what was sent.
 */
public abstract sealed class ApayFailure extends RuntimeException {

  private ApayFailure(String message) {
    super(message, null, false, false);
  }

  /** A short name for meters. */
  public abstract String outcome();

  /** A-Pay says no, and did nothing; the same call is likely to be refused again. */
  public static final class Refused extends ApayFailure {

    /**
     * @param message A-Pay's own
     */
    public Refused(String message) {
      super(message);
    }

    @Override
    public String outcome() {
      return "refused";
    }
  }

  /** The call surely did nothing: no connection came about, or too many were made. */
  public static final class NotNow extends ApayFailure {

    public NotNow(String message) {
      super(message);
    }

    @Override
    public String outcome() {
      return "not_now";
    }
  }

  /** No usable answer (time-out, 5xx, a gateway's HTML): the call may or may not have been done. */
  public static final class Unanswered extends ApayFailure {

    public Unanswered(String message) {
      super(message);
    }

    @Override
    public String outcome() {
      return "unanswered";
    }
  }
}

package io.github.tillgram.observability;

/**
 * The fields a log line may carry beside its message. The message says what happened, the fields
 * say to whom; none of them is ever a secret or personal data.
 */
public final class LogKeys {

  public static final String APAY_PROJECT_ID = "apayProjectId";
  public static final String BOT_ID = "botId";
  public static final String CHARGE_ID = "chargeId";
  public static final String INVOICE_ID = "invoiceId";
  public static final String OUTBOX_ID = "outboxId";
  public static final String UPDATE_ID = "updateId";

  private LogKeys() {}
}

package io.github.tillgram.observability;

/**
 * Names of the meters, as dashboards and alerts know them (Prometheus turns dots into underscores).
 */
public final class Meters {

  public static final String UPDATES = "tillgram.updates";
  public static final String UPDATES_WAITING = "tillgram.updates.waiting";
  public static final String CHECKOUTS = "tillgram.checkouts";
  public static final String CHECKOUT_BATCHES = "tillgram.checkout.batch.size";
  public static final String SHIPPING_QUERIES = "tillgram.shipping.queries";
  public static final String SHIPPING_REFUSALS = "tillgram.shipping.refusals";
  public static final String PAYMENTS = "tillgram.payments";
  public static final String PAYMENTS_HELD = "tillgram.payments.held";
  public static final String BOT_API = "tillgram.bot.api";
  public static final String APAY_DEPOSITS = "tillgram.apay.deposits";
  public static final String APAY_CALLS = "tillgram.apay.calls";
  public static final String COMMANDS_UNANSWERED = "tillgram.commands.unanswered";
  public static final String INVOICES = "tillgram.invoices";
  public static final String SUBSCRIPTIONS = "tillgram.subscriptions";
  public static final String RECONCILIATION_DIFFERENCES = "tillgram.reconciliation.differences";
  public static final String RECONCILIATION_RUNS = "tillgram.reconciliation.runs";
  public static final String RECONCILIATION_OLDEST = "tillgram.reconciliation.oldest.seconds";
  public static final String OUTBOX_PENDING = "tillgram.outbox.pending";
  public static final String OUTBOX_OLDEST = "tillgram.outbox.oldest.seconds";
  public static final String OUTBOX_LOST = "tillgram.outbox.lost";
  public static final String EVENTS_UNSEALED = "tillgram.events.unsealed.seconds";
  public static final String DELIVERIES = "tillgram.deliveries";
  public static final String DELIVERIES_PENDING = "tillgram.deliveries.pending";
  public static final String DELIVERIES_LAG = "tillgram.deliveries.lag.seconds";
  public static final String ENDPOINTS_FAILING = "tillgram.endpoints.failing";
  public static final String ENDPOINTS_DISABLED = "tillgram.endpoints.disabled";
  public static final String QUARANTINE = "tillgram.quarantined";
  public static final String LONG_POLLS = "tillgram.long.polls";
  public static final String WEBHOOK_PENDING = "tillgram.webhook.pending.updates";
  public static final String WEBHOOK_FINDINGS = "tillgram.webhook.findings";
  public static final String WEBHOOK_REPAIRS = "tillgram.webhook.repairs";
  public static final String POSTBACKS = "tillgram.postbacks";
  public static final String POSTBACK_FORMS = "tillgram.postback.forms";
  public static final String AUTHENTICATION_FAILURES = "tillgram.authentication.failures";
  public static final String IDEMPOTENCY = "tillgram.idempotency";
  public static final String DATABASE_CONNECTIONS = "tillgram.database.connections";
  public static final String DATABASE_CONNECTIONS_MAX = "tillgram.database.connections.max";
  public static final String DATABASE_POOL_BUSY = "tillgram.database.pool.busy.seconds";
  public static final String DATABASE_AWAY = "tillgram.database.away.seconds";

  private Meters() {}
}

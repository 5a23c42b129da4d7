package io.github.tillgram.packaged;

import io.github.tillgram.packaged.LoadGenerator.Result;
import io.github.tillgram.packaged.LoadGenerator.Shot;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Many payers at a till at once, each with an invoice of his own, made in the database. */
final class Load {

  private static final AtomicLong UPDATES = new AtomicLong(5_000_000_000L);

  private static final String INVOICES =
      """
      INSERT INTO invoice (id, merchant_id, bot_id, payload, rail, usage, status, title, description,
                           currency, total, prices, metadata)
      SELECT (lpad(to_hex(%1$d + n), 12, '0') || '7000a0000000000000ff')::uuid, b.merchant_id, b.id,
             'load-' || n, 'TELEGRAM', 'SINGLE', 'OPEN', 'Tea', 'Assam', 'USD', 1250,
             '[{"label":"Tea","amount":1250}]', '{}'
      FROM bot b, generate_series(%2$d, %3$d) AS n WHERE b.id = ?::uuid RETURNING 1
      """;

  private final Till till;
  private final Postgres database;
  private final int port;
  private int issued;

  Load(Till till, Postgres database, int port) {
    this.till = till;
    this.database = database;
    this.port = port;
  }

  /** Gives so many more invoices; their payloads are {@code load-1}, {@code load-2} and so on. */
  void issue(int count) {
    String insert = INVOICES.formatted(System.currentTimeMillis(), issued + 1, issued + count);
    database.column(insert, till.botId().toString());
    issued += count;
    database.execute("VACUUM ANALYZE invoice");
  }

  int issued() {
    return issued;
  }

  /** Every payer from the first to the last asks whether he may pay, and must hear that he may. */
  Result checkOut(int connections, int first, int count) throws IOException {
    return LoadGenerator.fire(port, connections, count, i -> checkout(first + i));
  }

  /** The payments of those who were told that they may pay. */
  Result pay(int connections, int first, int count) throws IOException {
    return LoadGenerator.fire(port, connections, count, i -> payment(first + i));
  }

  private Shot checkout(int payer) {
    long update = UPDATES.incrementAndGet();
    String body =
        """
        {"update_id":%d,"pre_checkout_query":{"id":"%d","from":{"id":%d,"is_bot":false,\
        "first_name":"Payer","username":"payer","language_code":"en"},"currency":"USD",\
        "total_amount":1250,"invoice_payload":"load-%d"}}"""
            .formatted(update, update * 31, payer, payer);
    String answer =
        "{\"method\":\"answerPreCheckoutQuery\",\"pre_checkout_query_id\":\"%d\",\"ok\":true}";
    return new Shot(till.updateRequest(body), answer.formatted(update * 31));
  }

  private Shot payment(int payer) {
    long update = UPDATES.incrementAndGet();
    String body =
        """
        {"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,\
        "first_name":"Payer","username":"payer","language_code":"en"},"chat":{"id":%d,\
        "first_name":"Payer","username":"payer","type":"private"},"date":%d,\
        "successful_payment":{"currency":"USD","total_amount":1250,"invoice_payload":"load-%d",\
        "telegram_payment_charge_id":"load-charge-%d","provider_payment_charge_id":"p-%d"}}}"""
            .formatted(
                update,
                payer,
                payer,
                payer,
                System.currentTimeMillis() / 1000,
                payer,
                payer,
                payer);
    return new Shot(till.updateRequest(body), "");
  }
}

package io.github.tillgram.invoice;

import io.vertx.mutiny.sqlclient.Row;
import java.math.BigInteger;

/**
 * What a day came to in one currency and on one rail. Sums are in the smallest unit and as signed
 * as the ledger is; each may be more than fits 64 bits.
 *
 * @param day which of those asked for, from 0
 * @param entries how many lines were written
 * @param payments how many payments they are about
 * @param held what came to be held, without what is no more
 * @param refunded negative
 * @param net all of it
 */
public record DayTotal(
    int day,
    String currency,
    Rail rail,
    long entries,
    long payments,
    BigInteger goods,
    BigInteger shipping,
    BigInteger tip,
    BigInteger held,
    BigInteger refunded,
    BigInteger net) {

  static DayTotal read(Row row) {
    return new DayTotal(
        row.getInteger("day") - 1,
        row.getString("currency"),
        Rail.valueOf(row.getString("rail")),
        row.getLong("entries"),
        row.getLong("payments"),
        sum(row, "goods"),
        sum(row, "shipping"),
        sum(row, "tip"),
        sum(row, "held"),
        sum(row, "refunded"),
        sum(row, "net"));
  }

  private static BigInteger sum(Row row, String column) {
    return row.getBigDecimal(column).toBigIntegerExact();
  }
}

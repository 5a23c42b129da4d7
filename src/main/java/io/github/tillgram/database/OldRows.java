package io.github.tillgram.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/** Deletes what is old in portions, so that no transaction is long, by whichever replica comes. */
public final class OldRows {

  /** At most so many rows in a transaction. */
  public static final int PORTION = 5_000;

  private OldRows() {}

  /**
   * Does one round.
   *
   * @param task names it in the log
   * @param statement deletes at most {@link #PORTION} rows that are older than {@code $1}
   *     milliseconds, and passes over those that are locked
   */
  public static Uni<Void> forget(Pool pool, String task, String statement, Duration age) {
    return Housekeeping.round(
        task,
        () ->
            Uni.createFrom()
                .deferred(() -> pool.preparedQuery(statement).execute(Tuple.of(age.toMillis())))
                .map(SqlResult::rowCount)
                .repeat()
                .whilst(count -> count == PORTION)
                .collect()
                .last());
  }
}

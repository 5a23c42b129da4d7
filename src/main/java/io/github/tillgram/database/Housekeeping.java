package io.github.tillgram.database;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Work that comes round by itself, so that a database that is away now is no harm. */
public final class Housekeeping {

  private static final Logger LOG = Logger.getLogger(Housekeeping.class);

  private Housekeeping() {}

  /**
   * Does one round. What fails for any other reason than the database's absence stays a failure.
   *
   * @param task names it in the log
   */
  public static Uni<Void> round(String task, Supplier<Uni<?>> work) {
    return Uni.createFrom()
        .deferred(() -> work.get().replaceWithVoid())
        .onFailure(DatabaseTrouble::isIn)
        .recoverWithItem(
            failure -> {
              LOG.warnf("The database is away; next time again: %s (%s)", task, failure);
              return null;
            });
  }
}

package io.github.tillgram.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Gives a quarantined body to its handler again, after the reason was mended. */
@ApplicationScoped
public class ReplayQuarantined {

  private static final Logger LOG = Logger.getLogger(ReplayQuarantined.class);

  private final Quarantine quarantine;
  private final ReceiveUpdate updates;

  ReplayQuarantined(Quarantine quarantine, ReceiveUpdate updates) {
    this.quarantine = quarantine;
    this.updates = updates;
  }

  /** How a replay ends. */
  public enum Result {
    NOT_FOUND,
    REPLAYED,
    /** The handler still cannot take it. */
    STILL_FAILS
  }

  public Uni<Result> replay(UUID id) {
    return quarantine
        .release(id)
        .chain(
            released ->
                released.isEmpty()
                    ? Uni.createFrom().item(Result.NOT_FOUND)
                    : handle(id, released.get()));
  }

  private Uni<Result> handle(UUID id, Quarantine.Released released) {
    return updates
        .replay(released.bot(), released.body())
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("A replay failed: %s", failure);
              return false;
            })
        .chain(
            handled ->
                handled
                    ? quarantine.markReplayed(id, released.bot()).replaceWith(Result.REPLAYED)
                    : Uni.createFrom().item(Result.STILL_FAILS));
  }
}

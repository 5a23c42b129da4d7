package io.github.tillgram.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Is told of every event once, in order, in the transaction that gives it its place. */
public interface SealWitness {

  /**
   * Writes what follows from the events.
   *
   * @param events of any merchants; those of one merchant in their order
   */
  Uni<Void> sealed(SqlConnection transaction, List<SealedEvent> events);
}

package io.github.tillgram.event;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.database.SessionContexts;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Seals what was added, by whichever replica comes first. */
@ApplicationScoped
class SealEvents {

  private static final Logger LOG = Logger.getLogger(SealEvents.class);

  private final Vertx vertx;
  private final Pool pool;
  private final SealingStatements statements;
  private final EventConfig config;
  private final List<SealWitness> witnesses;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean stopping;
  private volatile long timer;

  SealEvents(
      Vertx vertx,
      Pool pool,
      SealingStatements statements,
      EventConfig config,
      @All List<SealWitness> witnesses) {
    this.vertx = vertx;
    this.pool = pool;
    this.statements = statements;
    this.config = config;
    this.witnesses = witnesses;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.sealEvery().toMillis(), tick -> look());
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    vertx.cancelTimer(timer);
  }

  private void look() {
    if (!stopping && busy.compareAndSet(false, true)) {
      SessionContexts.runInNew(
          vertx,
          () ->
              sealBatch()
                  .onTermination()
                  .invoke(() -> busy.set(false))
                  .subscribe()
                  .with(this::lookAgainIfFull, SealEvents::report));
    }
  }

  private void lookAgainIfFull(int count) {
    if (count == SealingStatements.BATCH) {
      look();
    }
  }

  private static void report(Throwable failure) {
    if (DatabaseTrouble.isIn(failure)) {
      LOG.warnf("The database is away; events are sealed later (%s)", failure);
    } else {
      LOG.error("Events could not be sealed", failure);
    }
  }

  private Uni<Integer> sealBatch() {
    return statements
        .anyLeft()
        .chain(any -> any ? pool.withTransaction(this::sealBatch) : Uni.createFrom().item(0));
  }

  private Uni<Integer> sealBatch(SqlConnection connection) {
    return statements
        .seal(connection)
        .call(batch -> batch.isEmpty() ? Uni.createFrom().voidItem() : tell(connection, batch))
        .map(List::size);
  }

  private Uni<Void> tell(SqlConnection connection, List<SealedEvent> sealed) {
    Uni<Void> told = Uni.createFrom().voidItem();
    for (SealWitness witness : witnesses) {
      told = told.chain(() -> witness.sealed(connection, sealed));
    }
    return told;
  }
}

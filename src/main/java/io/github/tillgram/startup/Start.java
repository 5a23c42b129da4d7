package io.github.tillgram.startup;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.flywaydb.core.Flyway;

/**
 * What happens before any door opens: the schema is brought up to date. Several replicas may start
 * at the same time; the migration tool lets one of them work and the others wait. Scheduled work
 * begins afterwards.
 */
@ApplicationScoped
class Start {

  private static final int FIRST = 1;

  private final Flyway flyway;
  private final Scheduler scheduler;

  private volatile boolean done;

  Start(Flyway flyway, Scheduler scheduler) {
    this.flyway = flyway;
    this.scheduler = scheduler;
  }

  void migrate(@Observes @Priority(FIRST) StartupEvent event) {
    flyway.migrate();
    scheduler.resume();
    done = true;
  }

  boolean isDone() {
    return done;
  }
}

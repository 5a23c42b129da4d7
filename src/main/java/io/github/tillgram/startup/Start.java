package io.github.tillgram.startup;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;

/**
 * What happens before any door opens: every setting is checked and all findings are told at once,
 * then the schema is brought up to date. Several replicas may start at the same time; the migration
 * tool lets one of them work and the others wait. Scheduled work begins afterwards.
 */
@ApplicationScoped
class Start {

  private static final int FIRST = 1;

  private final List<SettingsRule> rules;
  private final Flyway flyway;
  private final Scheduler scheduler;

  Start(@All List<SettingsRule> rules, Flyway flyway, Scheduler scheduler) {
    this.rules = rules;
    this.flyway = flyway;
    this.scheduler = scheduler;
  }

  void check(@Observes @Priority(FIRST) StartupEvent event) {
    List<String> findings = rules.stream().flatMap(rule -> rule.findings().stream()).toList();
    if (!findings.isEmpty()) {
      throw new ConfigurationException(
          findings.stream()
              .collect(
                  Collectors.joining(
                      "\n  - ", "Tillgram cannot start, mend these settings:\n  - ", "")));
    }
    flyway.migrate();
    scheduler.resume();
  }
}

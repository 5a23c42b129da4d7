package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema, when several replicas or several versions are there at the same time. */
class MigrationIT {

  private static final int REPLICAS = 3;

  @Test
  void replicasThatStartAtOnceOnAnEmptyDatabaseMigrateItOnce() {
    try (Installation installation = new Installation("migration")) {
      List<ServiceProcess> replicas =
          Stream.generate(() -> replica(installation)).limit(REPLICAS).toList();
      try {
        replicas.forEach(ServiceProcess::awaitReady);

        assertThat(versions(installation)).isNotEmpty().doesNotHaveDuplicates();
        assertThat(replicas)
            .allSatisfy(
                replica ->
                    assertThat(replica.log())
                        .doesNotContain("\"level\":\"WARN\"", "\"level\":\"ERROR\""));
      } finally {
        replicas.forEach(ServiceProcess::close);
      }
    }
  }

  /** What a rolling update needs for its length, and a rollback for longer. */
  @Test
  void aVersionStartsOnTheSchemaOfANewerOne() {
    try (Installation installation = new Installation("rollback")) {
      installation.start().awaitReady().close();
      installation
          .database()
          .column(
              "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                  + " script, checksum, installed_by, execution_time, success)"
                  + " VALUES (1000, '1000', 'of a newer version', 'SQL', 'V1000__newer.sql', 1,"
                  + " 'tillgram', 1, true) RETURNING version");

      try (ServiceProcess older = installation.start().awaitReady()) {
        assertThat(older.isAlive()).isTrue();
      }
    }
  }

  private static ServiceProcess replica(Installation installation) {
    Map<String, String> settings = new HashMap<>(installation.settings());
    settings.put("QUARKUS_HTTP_PORT", Integer.toString(ServiceProcess.freePort()));
    settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ServiceProcess.freePort()));
    return ServiceProcess.start(settings);
  }

  private static List<String> versions(Installation installation) {
    return installation
        .database()
        .column("SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank");
  }
}

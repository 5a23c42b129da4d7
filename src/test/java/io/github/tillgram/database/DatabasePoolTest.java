package io.github.tillgram.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we give up the database gives up too, so that nothing goes on there for nobody. */
@QuarkusTest
class DatabasePoolTest {

  @Inject Pool pool;

  @ParameterizedTest
  @CsvSource({
    "lock_timeout, 10s",
    "statement_timeout, 20s",
    "idle_in_transaction_session_timeout, 20s"
  })
  void everyConnectionHasItsLimits(String setting, String limit) {
    assertThat(
            pool.query("SHOW " + setting)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getString(0))
        .isEqualTo(limit);
  }
}

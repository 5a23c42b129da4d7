package io.github.tillgram.apay.postback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.apay.onboarding.Signers;
import io.github.tillgram.database.DatabaseConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails before anybody is known; the door's own test has the rest. */
class ReceivePostbackTest {

  private static final byte[] BODY = Keys.DEMO.sign("[{}]").getBytes(StandardCharsets.UTF_8);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keysThatCannotBeReadNowAreNotWrongKeys(boolean suspect) {
    assertThat(receive(new PgException("shutting down", "FATAL", "57P01", null), suspect))
        .isEqualTo(PostbackOutcome.UNAVAILABLE);
  }

  @Test
  void whateverElseHappensIsNoRefusal() {
    assertThat(receive(new IllegalStateException("no key decrypts this"), false))
        .isEqualTo(PostbackOutcome.FAILED);
    assertThat(receive(new StackOverflowError(), false)).isEqualTo(PostbackOutcome.FAILED);
  }

  private PostbackOutcome receive(Throwable failure, boolean suspect) {
    PostbackPermits permits = new PostbackPermits(vertx, databaseConfig());
    return new ReceivePostback(
            new FindSigners(vertx, new Broken(failure), permits),
            permits,
            null,
            null,
            new PostbackMeters(new SimpleMeterRegistry()))
        .receive(BODY, Optional.empty(), suspect)
        .subscribeAsCompletionStage()
        .join();
  }

  private static DatabaseConfig databaseConfig() {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(DatabaseConfig.class)
        .build()
        .getConfigMapping(DatabaseConfig.class);
  }

  private record Broken(Throwable failure) implements Signers {

    @Override
    public Uni<List<Signer>> byAccessKey(String accessKey) {
      return Uni.createFrom().failure(failure);
    }

    @Override
    public Uni<List<Signer>> ofProject(String projectKey) {
      return Uni.createFrom().failure(failure);
    }
  }
}

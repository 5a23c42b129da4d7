package io.github.tillgram.apay.postback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.apay.onboarding.Signers;
import io.github.tillgram.database.DatabaseConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A flood of postbacks with keys of nobody, and one with the right key. */
class FindSignersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int FLOOD = 300;

  private final Vertx vertx = Vertx.vertx();
  private final Directory directory = new Directory();
  private final FindSigners signers =
      new FindSigners(vertx, directory, new PostbackPermits(vertx, databaseConfig()));

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void suspectsAreLookedUpOneByOneAndKeepNobodyElseWaiting() throws Exception {
    List<CompletableFuture<List<Signer>>> strangers =
        IntStream.range(0, FLOOD).mapToObj(i -> find("nobody " + i, true)).toList();
    await().until(() -> directory.running.get() == 1);

    assertThat(find(Keys.DEMO.access(), false).get()).hasSize(1);
    CompletableFuture<List<Signer>> right = find(Keys.DEMO.access(), true);
    assertThat(directory.running).hasValue(1);
    directory.answer.complete(null);

    await().atMost(PATIENCE).until(right::isDone);
    assertThat(right.get()).as("a right key is never refused").hasSize(1);
    await().atMost(PATIENCE).until(() -> strangers.stream().allMatch(CompletableFuture::isDone));
    assertThat(strangers).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(directory.most).hasValue(1);
  }

  @Test
  void aKeyThatManyAskForAtOnceIsLookedUpOnce() {
    List<CompletableFuture<List<Signer>>> strangers =
        IntStream.range(0, FLOOD).mapToObj(i -> find("nobody", true)).toList();
    directory.answer.complete(null);

    await().atMost(PATIENCE).until(() -> strangers.stream().allMatch(CompletableFuture::isDone));
    assertThat(directory.lookups.get()).isLessThan(FLOOD / 10);
  }

  @Test
  void whatCanBeNobodysKeyIsNotLookedUp() {
    assertThat(find("", false)).isCompletedExceptionally();
    assertThat(find("x".repeat(257), false)).isCompletedExceptionally();
    assertThat(find("a\\u0000", false)).isCompletedExceptionally();
    assertThat(find("\\ud800", true)).isCompletedExceptionally();

    assertThat(directory.lookups).hasValue(0);
  }

  private CompletableFuture<List<Signer>> find(String accessKey, boolean suspect) {
    PostbackBody body =
        PostbackBody.read(new Keys(accessKey, "x").sign("[{}]").getBytes(StandardCharsets.UTF_8));
    return signers.of(body, Optional.empty(), suspect).subscribeAsCompletionStage();
  }

  private static DatabaseConfig databaseConfig() {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(DatabaseConfig.class)
        .build()
        .getConfigMapping(DatabaseConfig.class);
  }

  /** Knows one key at once, and takes its time to know none of the others. */
  private static final class Directory implements Signers {

    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public Uni<List<Signer>> byAccessKey(String accessKey) {
      lookups.incrementAndGet();
      if (accessKey.equals(Keys.DEMO.access())) {
        return Uni.createFrom().item(List.of(Keys.DEMO.signer()));
      }
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      return Uni.createFrom()
          .completionStage(answer)
          .map(answered -> List.<Signer>of())
          .onTermination()
          .invoke(running::decrementAndGet);
    }

    @Override
    public Uni<List<Signer>> ofProject(String projectKey) {
      throw new AssertionError("nobody asks for projects here");
    }
  }
}

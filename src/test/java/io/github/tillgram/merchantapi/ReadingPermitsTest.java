package io.github.tillgram.merchantapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** However much one merchant reads side by side, the others are heard. */
@QuarkusTest
class ReadingPermitsTest {

  @Inject ReadingPermits permits;

  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();

  @Test
  void whatOneMerchantAsksForTakesTurns() {
    UUID greedy = UUID.randomUUID();
    List<CompletableFuture<String>> all = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(read(greedy, "greedy"));
    }
    await().until(() -> begun.contains("greedy"));

    CompletableFuture<String> other = read(UUID.randomUUID(), "other");

    await().until(() -> begun.contains("other"));
    assertThat(begun).containsOnlyOnce("greedy");
    end.complete("done");
    assertThat(other.join()).isEqualTo("done");
    assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo("done"));
  }

  private CompletableFuture<String> read(UUID merchant, String name) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return VertxContextSupport.subscribeAndAwait(
                () ->
                    permits.with(
                        merchant,
                        () -> {
                          begun.add(name);
                          return Uni.createFrom().completionStage(end);
                        }));
          } catch (Throwable failure) {
            throw new IllegalStateException(failure);
          }
        },
        task -> new Thread(task).start());
  }
}

package io.github.tillgram.merchantapi;

import io.github.tillgram.database.SessionContexts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Reads what may be of any size, a page at a time, as fast as its reader takes it: the next page is
 * asked for when the one before has left. Between two pages nothing of the database is held.
 */
@ApplicationScoped
class Exports {

  static final int PAGE = 250;

  private final Vertx vertx;
  private final ReadingPermits permits;

  Exports(Vertx vertx, ReadingPermits permits) {
    this.vertx = vertx;
    this.permits = permits;
  }

  /** Gives what follows a row, in an order that never changes. */
  interface Pages<T> {
    Uni<List<T>> after(Optional<T> last, int limit);
  }

  /** Writes rows down, in the session that they were read in. */
  interface Rendering<T> {
    Uni<String> of(List<T> rows);
  }

  /**
   * One part for each page, the first with the head. Fails when a page cannot be read; ends quietly
   * when nobody listens any more.
   */
  <T> Multi<byte[]> stream(UUID merchantId, String head, Pages<T> pages, Rendering<T> rendering) {
    Executor caller = SessionContexts.ofCaller(vertx);
    return Multi.createBy()
        .repeating()
        .uni(() -> new Walk<>(merchantId, head, pages, rendering), walk -> walk.next(caller))
        .whilst(Part::isFollowed)
        .map(part -> part.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Begins with the parts when something is in the books. */
  Multi<byte[]> onceWritten(UUID merchantId, Supplier<Uni<Void>> entry, Multi<byte[]> parts) {
    return permits
        .with(merchantId, () -> Panache.withTransaction(entry))
        .runSubscriptionOn(SessionContexts.ofCaller(vertx))
        .onItem()
        .transformToMulti(written -> parts);
  }

  private record Part(String text, boolean isFollowed) {}

  private final class Walk<T> {

    private final UUID merchantId;
    private final Pages<T> pages;
    private final Rendering<T> rendering;
    private String head;
    private Optional<T> last = Optional.empty();

    Walk(UUID merchantId, String head, Pages<T> pages, Rendering<T> rendering) {
      this.merchantId = merchantId;
      this.head = head;
      this.pages = pages;
      this.rendering = rendering;
    }

    Uni<Part> next(Executor caller) {
      return permits
          .with(merchantId, () -> Panache.withSession(this::read))
          .runSubscriptionOn(caller)
          .invoke(() -> head = "");
    }

    private Uni<Part> read() {
      return pages
          .after(last, PAGE)
          .chain(rows -> rendering.of(rows).map(text -> part(rows, text)));
    }

    private Part part(List<T> rows, String text) {
      boolean full = rows.size() == PAGE;
      last = full ? Optional.of(rows.get(PAGE - 1)) : Optional.empty();
      return new Part(head + text, full);
    }
  }
}

package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.deposit.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the books were given of the projects that a test watches. */
@ApplicationScoped
class TakenEntries {

  private final Map<UUID, List<List<Entry>>> byProject = new ConcurrentHashMap<>();
  private final Map<UUID, Throwable> failures = new ConcurrentHashMap<>();

  void watch(UUID project) {
    byProject.put(project, new CopyOnWriteArrayList<>());
  }

  void failWith(UUID project, Throwable failure) {
    failures.put(project, failure);
  }

  void work(UUID project) {
    failures.remove(project);
  }

  /** Batch by batch. */
  List<List<Entry>> of(UUID project) {
    return byProject.get(project);
  }

  void forget(UUID project) {
    byProject.remove(project);
    failures.remove(project);
  }

  void note(UUID project, List<Entry> entries) {
    Optional.ofNullable(byProject.get(project)).ifPresent(batches -> batches.add(entries));
  }

  Optional<Throwable> failureOf(UUID project) {
    return Optional.ofNullable(failures.get(project));
  }
}

package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.deposit.Entry;
import io.github.tillgram.apay.deposit.TakeEntries;
import io.github.tillgram.apay.onboarding.Signer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.List;

/** Stands before the books and notes what they are given; has them fail when a test wants that. */
@Priority(1)
@Decorator
class WatchedBooks implements TakeEntries {

  @Inject @Any @Delegate TakeEntries books;
  @Inject TakenEntries taken;

  @Override
  public Uni<Void> take(Signer signer, List<Entry> entries) {
    return taken
        .failureOf(signer.projectId())
        .map(failure -> Uni.createFrom().<Void>failure(failure))
        .orElseGet(
            () ->
                books.take(signer, entries).invoke(() -> taken.note(signer.projectId(), entries)));
  }
}

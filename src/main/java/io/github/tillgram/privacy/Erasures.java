package io.github.tillgram.privacy;

import io.github.tillgram.event.Events;
import io.github.tillgram.event.PublishedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Answers whether a payer was erased, to whoever names him. */
@ApplicationScoped
public class Erasures {

  private final Events events;
  private final PayerDigest digests;

  Erasures(Events events, PayerDigest digests) {
    this.events = events;
    this.digests = digests;
  }

  /**
   * Newest first.
   *
   * @param before only what has a lower position in the chain
   */
  public Uni<List<PublishedEvent>> of(Payer payer, Optional<Long> before, int limit) {
    return events.ofErasures(payer.merchantId(), digests.candidates(payer), before, limit);
  }
}

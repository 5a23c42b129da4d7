package io.github.tillgram.privacy;

import io.github.tillgram.event.Events;
import io.github.tillgram.event.PublishedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers whether a payer was erased, to whoever names him. */
@ApplicationScoped
public class Erasures {

  private final Events events;
  private final PayerDigest digests;

  Erasures(Events events, PayerDigest digests) {
    this.events = events;
    this.digests = digests;
  }

  /** The latest of them, newest first. */
  public Uni<List<PublishedEvent>> of(Payer payer, int most) {
    return events.ofErasures(payer.merchantId(), digests.candidates(payer), most);
  }
}

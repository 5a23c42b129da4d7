package io.github.tillgram.merchantapi.idempotency;

import io.github.tillgram.database.Ids;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/**
 * What a request is about to create. A request that is repeated after a crash has the id of the
 * first attempt, and so finds what that one has left.
 */
@RequestScoped
public class Effect {

  private UUID id;

  public UUID id() {
    return id == null ? Ids.next() : id;
  }

  void isOf(Claim claim) {
    id = claim.id();
  }
}

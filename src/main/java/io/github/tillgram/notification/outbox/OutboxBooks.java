package io.github.tillgram.notification.outbox;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Ends rows: the end of a row and what is written because of it are one transaction, or neither.
 */
@ApplicationScoped
class OutboxBooks {

  private static final String DELETE = "DELETE FROM outbox WHERE id = :id AND lease_owner = :owner";

  private static final String MARK =
      "UPDATE outbox SET state = :state, last_error = :reason, lease_owner = NULL, lease_until = NULL"
          + " WHERE id = :id AND lease_owner = :owner";

  /** Removes a row that is done; false when the claim was lost. */
  Uni<Boolean> done(OutboxMessage message, UUID owner, Supplier<Uni<Void>> effect) {
    return fenced(
        session ->
            session
                .createNativeQuery(DELETE)
                .setParameter("id", message.id())
                .setParameter("owner", owner),
        effect);
  }

  /** Keeps a row that ends badly, for people to see; false when the claim was lost. */
  Uni<Boolean> mark(
      OutboxMessage message, UUID owner, String state, String reason, Supplier<Uni<Void>> effect) {
    return fenced(
        session ->
            session
                .createNativeQuery(MARK)
                .setParameter("state", state)
                .setParameter("reason", reason)
                .setParameter("id", message.id())
                .setParameter("owner", owner),
        effect);
  }

  private static Uni<Boolean> fenced(
      Function<Mutiny.Session, Mutiny.MutationQuery> statement, Supplier<Uni<Void>> effect) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(session -> statement.apply(session).executeUpdate())
                .chain(
                    changed ->
                        changed == 1
                            ? effect.get().replaceWith(true)
                            : Uni.createFrom().item(false)));
  }
}

package io.github.tillgram.apay.deposit;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class AttemptRepository implements PanacheRepositoryBase<ApayAttempt, UUID> {

  private static final UUID NONE = new UUID(0, 0);

  /**
   * The attempts of a project that an order may be about: by its own id, by ours, and the one it
   * was matched to before.
   */
  Uni<List<ApayAttempt>> candidates(
      UUID projectId,
      String orderId,
      Optional<String> customTransactionId,
      Optional<UUID> matchedBefore) {
    return find(
            "projectId = ?1 and (orderId = ?2 or customTransactionId = ?3 or id = ?4)",
            projectId,
            orderId,
            customTransactionId.orElse(""),
            matchedBefore.orElse(NONE))
        .list();
  }

  /** What the row says now; whoever read it before the invoice was locked may be mistaken. */
  Uni<ApayAttempt> readAgain(ApayAttempt stale) {
    return getSession()
        .invoke(session -> session.detach(stale))
        .chain(session -> session.find(ApayAttempt.class, stale.id()));
  }

  /** The latest attempts of an invoice, newest first. */
  public Uni<List<ApayAttempt>> ofInvoice(UUID invoiceId, int most) {
    return find("invoiceId = ?1", Sort.descending("id"), invoiceId).page(0, most).list();
  }

  /** The latest attempt of a payer, by what he is called towards A-Pay. */
  public Uni<Optional<ApayAttempt>> latestOf(UUID invoiceId, String customUserId) {
    return find(
            "invoiceId = ?1 and customUserId = ?2", Sort.descending("id"), invoiceId, customUserId)
        .firstResult()
        .map(Optional::ofNullable);
  }
}
